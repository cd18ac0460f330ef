//===- TypeParts.cpp - What a type is made of, for each question ----------===//
#include "checks/model/TypeParts.h"
#include "checks/model/TypeArguments.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace conure {

namespace {

TypeParts culprit(std::string Text, SourceLocation Loc = {}) {
  TypeParts Out;
  Out.Culprit = ReasonStep{std::move(Text), Loc};
  return Out;
}

/// Questions that a type without borrows and without own state of a process
/// answers with yes as soon as its parts do.
bool allowsOwned(Question Q) {
  return Q == Question::BorrowFree || Q == Question::DeeplyImmutable || Q == Question::ConstMeansConst;
}

QualType typeArgument(const ClassTemplateSpecializationDecl *S, unsigned Index) {
  const TemplateArgumentList &Args = S->getTemplateArgs();
  if (Index >= Args.size() || Args[Index].getKind() != TemplateArgument::Type)
    return {};
  return Args[Index].getAsType();
}

} // namespace

QualType TypeGraph::normalize(const ASTContext &Ctx, QualType T) {
  return T.isNull() ? T : Ctx.getCanonicalType(T).getUnqualifiedType();
}

QualType TypeGraph::typeOf(const CXXRecordDecl *R) const {
#if LLVM_VERSION_MAJOR >= 22
  return Ctx.getCanonicalTagType(R);
#else
  return Ctx.getRecordType(R);
#endif
}

TypeParts TypeGraph::pointeeParts(Question Q, QualType T, QualType Pointee) const {
  if (Pointee->isFunctionType())
    return {};
  if (Q == Question::ConstMeansConst) {
    // Writing a plain value through a pointer leaves no borrow behind.
    TypeParts Out;
    if (Pointee->isVoidType() || Pointee->isIncompleteType())
      return Pointee.isConstQualified() ? TypeParts()
                                        : culprit(quote(T) + " points to what cannot be seen, and may write to it");
    Question Next = Pointee.isConstQualified() ? Question::ConstMeansConst : Question::BorrowFree;
    Out.Parts.push_back(
        {{quote(T) + " reaches " + quote(Pointee), {}}, {Next, normalize(Ctx, Pointee).getAsOpaquePtr()}});
    return Out;
  }
  return culprit(quote(T) + (T->isReferenceType() ? " is a reference: it borrows" : " is a pointer: it borrows") +
                 " what it refers to");
}

TypeParts TypeGraph::parts(TypeNode N) const {
  QualType T = N.type();
  if (T.isNull() || T->isDependentType() || T->isUndeducedType())
    return {}; // decided in each instantiation
  if (const auto *A = dyn_cast<ArrayType>(T)) {
    TypeParts Out;
    Out.Parts.push_back({{}, {N.Q, normalize(Ctx, A->getElementType()).getAsOpaquePtr()}});
    return Out;
  }
  if (T->isReferenceType())
    return pointeeParts(N.Q, T, T.getNonReferenceType());
  if (T->isPointerType() || T->isObjCObjectPointerType() || T->isBlockPointerType())
    return pointeeParts(N.Q, T, T->getPointeeType());
  if (const auto *A = dyn_cast<AtomicType>(T)) {
    TypeParts Out;
    Out.Parts.push_back({{}, {N.Q, normalize(Ctx, A->getValueType()).getAsOpaquePtr()}});
    return Out;
  }
  if (const CXXRecordDecl *R = T->getAsCXXRecordDecl())
    return classParts(N.Q, T, R);
  if (T->isRecordType())
    return culprit(quote(T) + " cannot be seen through");
  return {}; // arithmetic, enum, nullptr_t, member pointers, functions, vectors, void
}

TypeParts TypeGraph::builtinParts(Question Q, QualType T, Builtin B) const {
  switch (B) {
  case Builtin::Process:
  case Builtin::Channel:
    return {};
  case Builtin::Uni:
  case Builtin::Future:
  case Builtin::Promise:
    if (Q == Question::Value)
      return culprit(quote(T) + (B == Builtin::Uni ? " is the only owner of its value: it can be moved but not copied"
                                                   : " can be moved but not copied"));
    if (Q == Question::DeeplyImmutable && B != Builtin::Uni)
      return culprit(quote(T) + " is used up when it is used");
    if (Q == Question::DeeplyImmutable) {
      TypeParts Out;
      Out.Parts.push_back({{}, {Q, normalize(Ctx, builtinElement(T, B)).getAsOpaquePtr()}});
      return Out;
    }
    return {};
  case Builtin::Ref:
  case Builtin::Mut:
    if (Q == Question::ConstMeansConst) {
      QualType E = builtinElement(T, B);
      return pointeeParts(Q, T, B == Builtin::Ref ? E.withConst() : E);
    }
    return culprit(quote(T) + " is a borrow");
  }
  llvm_unreachable("no such builtin");
}

TypeParts TypeGraph::knownParts(Question Q, QualType T, const ClassTemplateSpecializationDecl *S,
                                const KnownType &K) const {
  TypeParts Out;
  auto addArguments = [&](Question Next) {
    if (!S)
      return;
    llvm::SmallVector<QualType, 4> Types;
    if (K.AllArguments)
      anyTypeArgument(S, [&](QualType A) {
        Types.push_back(A);
        return false;
      });
    for (unsigned Index : K.Arguments)
      if (QualType A = typeArgument(S, Index); !A.isNull())
        Types.push_back(A);
    for (QualType A : Types)
      Out.Parts.push_back({{quote(T) + " holds " + quote(A), {}}, {Next, normalize(Ctx, A).getAsOpaquePtr()}});
  };
  QualType Element = S ? typeArgument(S, 0) : QualType();

  switch (K.S) {
  case Shape::Value:
    // Its allocator, if it counts, must not borrow.
    addArguments(Q == Question::Sendable ? Question::Value : Q);
    return Out;
  case Shape::Inline:
    addArguments(Q);
    return Out;
  case Shape::Owned:
    addArguments(allowsOwned(Q) ? Q : Question::BorrowFree);
    if (!allowsOwned(Q)) {
      Out.Culprit = ReasonStep{quote(T) + " is owned, and others may still borrow from it", {}};
      Out.PartsFirst = true;
    }
    return Out;
  case Shape::Pointer: {
    if (!allowsOwned(Q))
      return culprit(quote(T) + " is owned, and others may still borrow from its object");
    if (Element.isNull())
      return culprit(quote(T) + " cannot be seen through");
    QualType Object = normalize(Ctx, Ctx.getBaseElementType(Element));
    if (Q == Question::DeeplyImmutable && !Ctx.getBaseElementType(Element).isConstQualified())
      return culprit(quote(T) + " lets its object be changed, even when it is itself const");
    addArguments(Q);
    if (Out.Parts.size() && Q == Question::ConstMeansConst && !Ctx.getBaseElementType(Element).isConstQualified())
      Out.Parts.front().Node.Q = Question::BorrowFree;
    if (const CXXRecordDecl *R = Object->getAsCXXRecordDecl(); R && R->hasDefinition() && R->isPolymorphic() &&
                                                               !R->isEffectivelyFinal() && !hasMark(R, Mark::Value) &&
                                                               !hasMark(R, Mark::Sendable))
      return culprit(quote(T) + " may own an object of a class derived from " + quote(Object) +
                         ", which may hold a borrow: mark " + quote(Object) + " final",
                     R->getLocation());
    return Out;
  }
  case Shape::Shared: {
    if (Element.isNull())
      return culprit(quote(T) + " cannot be seen through");
    QualType Base = Ctx.getBaseElementType(Element);
    if (Q == Question::ConstMeansConst)
      return pointeeParts(Q, T, Base);
    if (!Base.isConstQualified())
      return culprit(quote(T) + " shares an object that can be changed: only 'std::shared_ptr<const " +
                     spell(Ctx, Base) + ">' can be a value");
    QualType Object = normalize(Ctx, Base);
    if (const CXXRecordDecl *R = Object->getAsCXXRecordDecl(); R && R->hasDefinition() && R->isPolymorphic() &&
                                                               !R->isEffectivelyFinal() && !hasMark(R, Mark::Value) &&
                                                               !hasMark(R, Mark::Sendable))
      return culprit(quote(T) + " may share an object of a class derived from " + quote(Object) +
                         ", which may be changed: mark " + quote(Object) + " final",
                     R->getLocation());
    Out.Parts.push_back(
        {{quote(T) + " shares " + quote(Base), {}}, {Question::DeeplyImmutable, Object.getAsOpaquePtr()}});
    return Out;
  }
  case Shape::Borrow:
    if (Q == Question::ConstMeansConst) {
      if (K.IsConst || (!Element.isNull() && !K.Arguments.empty() && K.Arguments[0] == 0))
        return K.IsConst ? TypeParts() : pointeeParts(Q, T, Element);
    }
    return culprit(quote(T) + " " + (K.Why.empty() ? "is a borrow" : K.Why));
  case Shape::Opaque:
    return culprit(quote(T) + " " + (K.Why.empty() ? "cannot be seen through" : K.Why));
  }
  llvm_unreachable("no such shape");
}

TypeParts TypeGraph::classParts(Question Q, QualType T, const CXXRecordDecl *R) const {
  if (std::optional<Builtin> B = builtinKind(T))
    return builtinParts(Q, T, *B);
  const auto *S = dyn_cast<ClassTemplateSpecializationDecl>(R);
  if (const KnownType *K = Known.find(R))
    return knownParts(Q, T, S, *K);
  if (hasMark(R, Mark::Sendable))
    return {};

  const CXXRecordDecl *Definition = R->getDefinition();
  if (!Definition)
    return culprit(quote(T) + " is declared but not defined here, so it may hold a borrow", R->getLocation());
  R = Definition;
  if (R->isInvalidDecl())
    return {}; // the compiler has complained
  TypeParts Out;

  // Frozen values are seen by several processes; a count is a plain word.
  if (Q == Question::DeeplyImmutable && hasMark(R, Mark::Counted))
    return culprit(quote(T) + " is CONURE_COUNTED: its count would be changed by every process that sees it",
                   R->getLocation());

  if (Q == Question::Value || Q == Question::Sendable) {
    // CONURE_VALUE is checked by a rule of its own, on the class; only what
    // depends on template arguments is left to its uses.
    bool Marked = hasMark(R, Mark::Value);
    if (Marked && !S)
      return {};
    if (R->isLambda() && closureBorrows(R)) {
      addFields(Question::BorrowFree, R, Out);
      for (const LambdaCapture &C : R->captures())
        if (C.capturesThis())
          return culprit("the closure captures 'this', a borrow", C.getLocation());
        else if (C.capturesVariable() && C.getCaptureKind() == LCK_ByRef)
          return culprit("the closure captures '" + C.getCapturedVar()->getNameAsString() + "' by reference",
                         C.getLocation());
      return Out;
    }
    if (R->isLambda() || Marked || R->isTriviallyCopyable()) {
      addFields(Question::Value, R, Out);
      return Out;
    }
    // A part that borrows says more than the class as a whole does.
    addFields(Question::BorrowFree, R, Out);
    Out.PartsFirst = true;
    Out.Culprit =
        ReasonStep{quote(T) + " is owned: it is neither trivially copyable nor marked CONURE_VALUE", R->getLocation()};
    return Out;
  }
  if (Q == Question::BorrowFree && hasMark(R, Mark::Value) && !S)
    return {};
  addFields(Q, R, Out);
  return Out;
}

void TypeGraph::addFields(Question Q, const CXXRecordDecl *R, TypeParts &Out) const {
  QualType Class = typeOf(R);
  for (const CXXBaseSpecifier &B : R->bases())
    Out.Parts.push_back({{quote(Class) + " derives from " + quote(B.getType()), B.getBeginLoc()},
                         {Q, normalize(Ctx, B.getType()).getAsOpaquePtr()}});
  auto Captures = R->isLambda() ? R->captures().begin() : nullptr;
  for (const FieldDecl *F : R->fields()) {
    if (R->isLambda()) {
      const LambdaCapture &C = *Captures++;
      std::string Name = C.capturesVariable() ? "'" + C.getCapturedVar()->getNameAsString() + "'"
                         : C.capturesThis()   ? "'*this'"
                                              : "a size";
      Out.Parts.push_back({{"the closure captures " + Name + " of type " + quote(F->getType()), C.getLocation()},
                           {Q, normalize(Ctx, F->getType()).getAsOpaquePtr()}});
      continue;
    }
    if ((Q == Question::DeeplyImmutable || Q == Question::ConstMeansConst) && F->isMutable()) {
      Out.Culprit = ReasonStep{quote(Class) + " has a field '" + F->getNameAsString() + "' that is mutable: a const " +
                                   quote(Class) + " can change it",
                               F->getLocation()};
      return;
    }
    std::string Name = F->getDeclName().isEmpty() ? "an unnamed field" : "a field '" + F->getNameAsString() + "'";
    Out.Parts.push_back({{quote(Class) + " has " + Name + " of type " + quote(F->getType()), F->getLocation()},
                         {Q, normalize(Ctx, F->getType()).getAsOpaquePtr()}});
  }
}

bool TypeGraph::closureBorrows(const CXXRecordDecl *R) const {
  for (const LambdaCapture &C : R->captures())
    if (C.getCaptureKind() == LCK_ByRef || C.getCaptureKind() == LCK_This)
      return true;
  for (const FieldDecl *F : R->fields())
    if (isBorrowItself(F->getType()))
      return true;
  return false;
}

bool TypeGraph::isBorrowItself(QualType T) const {
  if (T.isNull())
    return false;
  T = normalize(Ctx, T);
  if (T->isDependentType())
    return false;
  if (T->isReferenceType())
    return !T.getNonReferenceType()->isFunctionType();
  if (T->isPointerType() || T->isBlockPointerType() || T->isObjCObjectPointerType())
    return !T->getPointeeType()->isFunctionType();
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  if (!R)
    return false;
  if (std::optional<Builtin> B = builtinKind(T))
    return B == Builtin::Ref || B == Builtin::Mut;
  const auto *S = dyn_cast<ClassTemplateSpecializationDecl>(R);
  if (const KnownType *K = Known.find(R)) {
    if (K->S == Shape::Borrow || K->S == Shape::Opaque || K->S == Shape::Shared)
      return true;
    // optional<T *>, reverse_iterator<I>: a borrow in a thin coat.
    if (K->S == Shape::Inline && S && S->getTemplateArgs().size() == 1)
      return isBorrowItself(typeArgument(S, 0));
    return false;
  }
  if (hasMark(R, Mark::Sendable) || hasMark(R, Mark::Value))
    return false;
  const CXXRecordDecl *Definition = R->getDefinition();
  if (!Definition)
    return true;
  if (Definition->isLambda())
    return closureBorrows(Definition);
  // A library's class that holds a borrow and is not in the table: an iterator,
  // a view, a proxy. A user's class with a borrow in it is still an owner.
  if (isStd(Definition) || Ctx.getSourceManager().isInSystemHeader(Definition->getLocation()))
    for (const FieldDecl *F : Definition->fields())
      if (isBorrowItself(F->getType()))
        return true;
  return false;
}

bool TypeGraph::isConstBorrow(QualType T) const {
  T = normalize(Ctx, T);
  if (T->isReferenceType())
    return T.getNonReferenceType().isConstQualified();
  if (T->isPointerType())
    return T->getPointeeType().isConstQualified();
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  if (!R)
    return false;
  if (std::optional<Builtin> B = builtinKind(T))
    return B == Builtin::Ref || (B == Builtin::Mut && builtinElement(T, *B).isConstQualified());
  const auto *S = dyn_cast<ClassTemplateSpecializationDecl>(R);
  if (const KnownType *K = Known.find(R)) {
    QualType Element = S ? typeArgument(S, 0) : QualType();
    switch (K->S) {
    case Shape::Borrow:
    case Shape::Shared: {
      if (K->IsConst)
        return true;
      if (Element.isNull() || K->Arguments.empty())
        return false;
      // __normal_iterator<const T *, …>: the pointer says it.
      return Element->isPointerType() ? Element->getPointeeType().isConstQualified() : Element.isConstQualified();
    }
    case Shape::Inline:
      return !Element.isNull() && isConstBorrow(Element);
    default:
      return false;
    }
  }
  return false;
}

} // namespace conure
