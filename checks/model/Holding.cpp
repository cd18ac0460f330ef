//===- Holding.cpp - What a type could be hiding --------------------------===//
#include "checks/model/Holding.h"
#include "checks/model/KnownTypes.h"
#include "checks/model/TypeArguments.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;

namespace conure {

namespace {

using Seen = llvm::SmallPtrSet<const void *, 16>;

QualType bare(QualType T) { return T.getNonReferenceType().getCanonicalType().getUnqualifiedType(); }

/// Calls \p Visit with the type of each base and field; true as soon as a call is.
template <class Fn> bool anyPart(const CXXRecordDecl *R, Fn Visit) {
  for (const CXXBaseSpecifier &B : R->bases())
    if (Visit(B.getType()))
      return true;
  for (const FieldDecl *F : R->fields())
    if (Visit(F->getType()))
      return true;
  return false;
}

bool isOpenClass(const CXXRecordDecl *R) {
  return !R->hasDefinition() || (R->isPolymorphic() && !R->isEffectivelyFinal());
}

/// A library class whose fields say nothing to us: its arguments stand for them.
bool isLibraryClass(Model &M, const CXXRecordDecl *R) {
  return M.knownTypes().find(R) || isStd(R) || M.sources().isInSystemHeader(R->getLocation());
}

class Containment {
public:
  /// \p Inline: what T owns on the heap does not count.
  Containment(Model &M, QualType Part, bool Inline = false) : M(M), Part(bare(Part)), Inline(Inline) {}

  /// Is Part the type of \p T or of anything that T owns?
  bool in(QualType T) {
    T = bare(T);
    if (T == Part)
      return true;
    if (const auto *A = M.context().getAsArrayType(T))
      return isByte(A->getElementType()) || in(A->getElementType());
    const CXXRecordDecl *R = T->getAsCXXRecordDecl();
    if (!R || !Visited.insert(R->getCanonicalDecl()).second)
      return false;
    if (!R->hasDefinition() || (Inline && mayBeStorage(R)))
      return true;
    if (const CXXRecordDecl *P = Part->getAsCXXRecordDecl())
      if (P->hasDefinition() && (P->isDerivedFrom(R) || R->isDerivedFrom(P)))
        return true;
    if (Inline && isOnHeap(R))
      return false;
    if (isLibraryClass(M, R))
      return anyTypeArgument(R, [&](QualType A) { return in(A); }) || hidesScalars(R);
    return anyPart(R, [&](QualType F) { return in(F); });
  }

private:
  /// A library class without arguments, such as filesystem::path, owns what we
  /// cannot name; a borrow of a scalar could be one of its parts.
  bool hidesScalars(const CXXRecordDecl *R) { return !isa<ClassTemplateSpecializationDecl>(R) && Part->isScalarType(); }

  /// Bytes are memory for anything; characters may be.
  bool isByte(QualType T) const {
    return T->isStdByteType() || T->isSpecificBuiltinType(BuiltinType::UChar) || (Inline && T->isAnyCharacterType());
  }
  bool mayBeStorage(const CXXRecordDecl *R) {
    const KnownType *K = M.knownTypes().find(R);
    return R->isUnion() ||
           (K ? K->S == Shape::Opaque : isLibraryClass(M, R) && !isa<ClassTemplateSpecializationDecl>(R));
  }
  /// A library class that keeps what it owns elsewhere. A short string keeps its characters.
  bool isOnHeap(const CXXRecordDecl *R) {
    const KnownType *K = M.knownTypes().find(R);
    llvm::StringRef Name = R->getIdentifier() ? R->getName() : "";
    return K && (K->S == Shape::Owned || K->S == Shape::Pointer || K->S == Shape::Shared || K->S == Shape::Borrow) &&
           isStd(R) && Name != "basic_string" && Name != "optional" && Name != "expected" && Name != "array";
  }

  Model &M;
  QualType Part;
  bool Inline;
  Seen Visited;
};

class Holder {
public:
  /// \p Inline: what Held owns on the heap does not count.
  Holder(Model &M, QualType Held, bool Inline = false) : M(M), Held(Held), Inline(Inline) {}

  bool holds(QualType T) {
    T = T.getCanonicalType();
    if (T->isReferenceType() || T->isPointerType())
      return pointsTo(T->getPointeeType());
    T = T.getUnqualifiedType();
    if (const auto *A = M.context().getAsArrayType(T))
      return holds(A->getElementType());
    const CXXRecordDecl *R = T->getAsCXXRecordDecl();
    if (!R || !Visited.insert(R->getCanonicalDecl()).second)
      return false;
    if (auto B = builtinKind(T))
      return (B == Builtin::Ref || B == Builtin::Mut) && pointsTo(builtinElement(T, *B));
    if (!R->hasDefinition())
      return true;
    if (hasMark(R, Mark::Value) || hasMark(R, Mark::Sendable))
      return false;
    if (const KnownType *K = M.knownTypes().find(R)) {
      switch (K->S) {
      case Shape::Value: // std::pmr::string has an allocator
        return anyTypeArgument(R, [&](QualType A) { return holds(A); });
      case Shape::Opaque:
        return true;
      case Shape::Borrow:
        return !isa<ClassTemplateSpecializationDecl>(R) || anyTypeArgument(R, [&](QualType A) { return pointsTo(A); });
      case Shape::Pointer:
        return anyTypeArgument(R, [&](QualType A) { return owns(A); });
      case Shape::Shared:
        return anyTypeArgument(R, [&](QualType A) { return pointsTo(A); }) || deletersHold();
      case Shape::Inline:
      case Shape::Owned:
        return anyTypeArgument(R, [&](QualType A) { return holds(A); });
      }
    }
    if (isLibraryClass(M, R) &&
        (!isa<ClassTemplateSpecializationDecl>(R) || anyTypeArgument(R, [&](QualType A) { return holds(A); })))
      return true;
    // What std::bind gives says in its fields alone what it holds.
    return anyPart(R, [&](QualType F) { return holds(F); });
  }

private:
  /// A deleter or allocator is no part of a shared_ptr's type: each that the unit gives to one counts.
  bool deletersHold() {
    ASTContext &Ctx = M.context();
    for (const NamedDecl *Std : Ctx.getTranslationUnitDecl()->lookup(&Ctx.Idents.get("std"))) {
      const auto *Space = dyn_cast<NamespaceDecl>(Std);
      if (!Space)
        continue;
      // libstdc++'s and libc++'s control blocks, which have it as their second argument.
      for (const char *Block :
           {"_Sp_counted_deleter", "_Sp_counted_ptr_inplace", "__shared_ptr_pointer", "__shared_ptr_emplace"})
        for (const NamedDecl *D : Space->lookup(&Ctx.Idents.get(Block)))
          if (const auto *Template = dyn_cast<ClassTemplateDecl>(D))
            for (const ClassTemplateSpecializationDecl *S : Template->specializations())
              if (S->getTemplateArgs().size() > 1 && S->getTemplateArgs()[1].getKind() == TemplateArgument::Type &&
                  holds(S->getTemplateArgs()[1].getAsType()))
                return true;
    }
    return false;
  }

  bool owns(QualType T) {
    const CXXRecordDecl *R = bare(T)->getAsCXXRecordDecl();
    return (R && isOpenClass(R)) || holds(T);
  }

  bool pointsTo(QualType T) {
    if (T->isFunctionType())
      return false;
    if (T->isVoidType() || T->isIncompleteType())
      return true;
    return Containment(M, T, Inline).in(Held) || owns(T);
  }

  Model &M;
  QualType Held;
  bool Inline;
  Seen Visited;
};

class Reach {
public:
  explicit Reach(Model &M) : M(M) {}

  bool mutableIn(QualType T) {
    T = T.getCanonicalType();
    if (T->isReferenceType() || T->isPointerType())
      return through(T->getPointeeType());
    if (const auto *A = M.context().getAsArrayType(T))
      return mutableIn(A->getElementType());
    const CXXRecordDecl *R = T->getAsCXXRecordDecl();
    if (!R || !Visited.insert(R->getCanonicalDecl()).second)
      return false;
    if (auto B = builtinKind(T))
      return B == Builtin::Mut ? through(builtinElement(T, *B)) : B == Builtin::Ref && mutableIn(builtinElement(T, *B));
    if (!R->hasDefinition())
      return true;
    if (M.types().isValue(T.getUnqualifiedType()))
      return false;
    if (const KnownType *K = M.knownTypes().find(R)) {
      bool Indirect = K->S == Shape::Pointer || K->S == Shape::Shared || (K->S == Shape::Borrow && !K->IsConst);
      if (K->S == Shape::Opaque)
        return true;
      return anyTypeArgument(R, [&](QualType A) { return Indirect ? through(A) : mutableIn(A); });
    }
    if (isLibraryClass(M, R))
      return anyTypeArgument(R, [&](QualType A) { return mutableIn(A); });
    for (const FieldDecl *F : R->fields())
      if (F->isMutable() && !M.types().isValue(F->getType()))
        return true;
    return anyPart(R, [&](QualType F) { return mutableIn(F); });
  }

private:
  /// Through a pointer to \p T: changeable unless const, and plain values hold
  /// nothing that a borrow elsewhere in the box could point at.
  bool through(QualType T) {
    if (T->isFunctionType())
      return false;
    if (T->isVoidType() || T->isIncompleteType())
      return true;
    if (!T.isConstQualified() && !M.types().isValue(T.getUnqualifiedType()))
      return true;
    return mutableIn(T);
  }

  Model &M;
  Seen Visited;
};

/// The owned classes that make up a type, or that it leads to.
class OwnedTypes {
public:
  OwnedTypes(Model &M, bool ThroughBorrows) : M(M), ThroughBorrows(ThroughBorrows) {}

  void collect(QualType T) {
    T = T.getCanonicalType();
    if (T->isReferenceType() || T->isPointerType()) {
      QualType To = T->getPointeeType();
      Unknown |= To->isVoidType();
      if (ThroughBorrows && !To->isFunctionType())
        collect(To);
      return;
    }
    T = T.getUnqualifiedType();
    if (const auto *A = M.context().getAsArrayType(T))
      return collect(A->getElementType());
    const CXXRecordDecl *R = T->getAsCXXRecordDecl();
    if (!R || !Types.insert(R->getCanonicalDecl()).second)
      return;
    if (M.types().isSendable(T)) {
      Types.erase(R->getCanonicalDecl());
      return;
    }
    const KnownType *K = M.knownTypes().find(R);
    if (!R->hasDefinition() || (K && K->S == Shape::Opaque)) {
      Unknown = true;
      return;
    }
    auto Into = [&](QualType P) {
      collect(P);
      return false;
    };
    if (isLibraryClass(M, R)) {
      Unknown |= !K && !isa<ClassTemplateSpecializationDecl>(R);
      if (!K || K->S != Shape::Borrow || ThroughBorrows)
        anyTypeArgument(R, Into);
      return;
    }
    Unknown |= R->isPolymorphic() && !R->isEffectivelyFinal();
    anyPart(R, Into);
  }

  llvm::SmallPtrSet<const CXXRecordDecl *, 16> Types;
  bool Unknown = false;

private:
  Model &M;
  bool ThroughBorrows;
};

bool hasUniquePart(Model &M, QualType T, Seen &Visited) {
  if (auto B = builtinKind(T))
    return B == Builtin::Uni || B == Builtin::Future || B == Builtin::Promise;
  if (const auto *A = M.context().getAsArrayType(T))
    return hasUniquePart(M, A->getElementType(), Visited);
  const CXXRecordDecl *R = bare(T)->getAsCXXRecordDecl();
  if (!R || !R->hasDefinition() || !Visited.insert(R->getCanonicalDecl()).second)
    return false;
  auto Recurse = [&](QualType P) { return hasUniquePart(M, P, Visited); };
  return isLibraryClass(M, R) ? anyTypeArgument(R, Recurse) : anyPart(R, Recurse);
}

} // namespace

bool mayHoldBorrowOf(Model &M, QualType T, QualType Held) { return Holder(M, Held).holds(T); }

bool mayHoldInlineBorrowOf(Model &M, QualType T, QualType Held) { return Holder(M, Held, /*Inline=*/true).holds(T); }

bool hasMutableIndirection(Model &M, QualType T) { return Reach(M).mutableIn(T); }

bool mayComeOutOf(Model &M, QualType Result, QualType From) {
  OwnedTypes Out(M, false), In(M, true);
  Out.collect(Result.getNonReferenceType());
  In.collect(From.getNonReferenceType());
  if (Out.Unknown || In.Unknown)
    return true;
  return llvm::any_of(Out.Types, [&](const CXXRecordDecl *R) { return In.Types.count(R) != 0; });
}

bool isPlainData(Model &M, QualType T) {
  Seen Visited;
  return M.types().isBorrowFree(T.getUnqualifiedType()) && !hasUniquePart(M, T, Visited);
}

} // namespace conure
