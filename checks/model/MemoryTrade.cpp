//===- MemoryTrade.cpp - Could memory go from one value into another? -----===//
#include "checks/model/MemoryTrade.h"
#include "checks/model/KnownTypes.h"
#include "checks/model/PathSteps.h"
#include "checks/model/TypeArguments.h"
#include "checks/model/UniquePlaces.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/ADT/StringSwitch.h"
#include <set>

using namespace clang;

namespace conure {

namespace {

/// Containers that can take over each other's nodes count as one.
llvm::StringRef family(llvm::StringRef Name) {
  return llvm::StringSwitch<llvm::StringRef>(Name)
      .Case("multimap", "map")
      .Case("multiset", "set")
      .Case("unordered_multimap", "unordered_map")
      .Case("unordered_multiset", "unordered_set")
      .Case("basic_stringstream", "basic_string")
      .Case("basic_istringstream", "basic_string")
      .Case("basic_ostringstream", "basic_string")
      .Case("basic_stringbuf", "basic_string")
      .Case("path", "basic_string")
      .Default(Name);
}

/// The classes with heap memory of their own that are part of a type.
class HeapOwners {
public:
  explicit HeapOwners(Model &M) : M(M) {}

  void collect(QualType T) {
    T = T.getCanonicalType().getUnqualifiedType();
    if (const auto *A = M.context().getAsArrayType(T))
      return collect(A->getElementType());
    const CXXRecordDecl *R = T->getAsCXXRecordDecl();
    if (!R || !Visited.insert(R->getCanonicalDecl()).second)
      return;
    if (!R->hasDefinition()) {
      Unknown = true;
      return;
    }
    if (T.isTriviallyCopyableType(M.context()) || hasMark(R, Mark::Sendable))
      return;
    if (QualType Unique = uniElement(T); !Unique.isNull())
      return collect(Unique);
    const KnownType *K = M.knownTypes().find(R);
    if (builtinKind(T) || (K && (K->S == Shape::Shared || K->Shareable)))
      return; // handles to what is shared anyway
    Unknown |= K && K->S == Shape::Opaque;
    const auto *S = dyn_cast<ClassTemplateSpecializationDecl>(R);
    if (K || isStd(R)) {
      // What is held inline has no memory of its own; its arguments may have. Nor have values, but text.
      std::string Name = family(R->getIdentifier() ? R->getName() : "").str();
      if (!K || (K->S != Shape::Inline && (K->S != Shape::Value || Name == "basic_string")))
        Owners.insert({Name, firstArgument(S)});
      if (S)
        anyTypeArgument(S, [&](QualType A) {
          collect(A);
          return false;
        });
      return;
    }
    for (const CXXBaseSpecifier &B : R->bases())
      collect(B.getType());
    for (const FieldDecl *F : R->fields())
      collect(F->getType());
  }

  std::set<std::pair<std::string, const void *>> Owners;
  bool Unknown = false;

private:
  static const void *firstArgument(const ClassTemplateSpecializationDecl *S) {
    if (!S || !S->getTemplateArgs().size() || S->getTemplateArgs()[0].getKind() != TemplateArgument::Type)
      return nullptr;
    return S->getTemplateArgs()[0].getAsType().getCanonicalType().getAsOpaquePtr();
  }

  Model &M;
  llvm::SmallPtrSet<const CXXRecordDecl *, 16> Visited;
};

bool takesOver(llvm::StringRef Name) {
  return llvm::is_contained(
      {"swap", "merge", "splice", "splice_after", "extract", "insert", "exchange", "move", "release"}, Name);
}

/// Looks at each use that a body makes of one reference parameter.
class ParameterWalk {
public:
  ParameterWalk(Model &M, const FunctionDecl *F, const VarDecl *P, unsigned Depth)
      : M(M), F(F), P(P), Depth(Depth), Simple(isSimple(P->getType().getNonReferenceType())) {
    Top.Function = F;
  }

  bool leavesAlone() {
    if (const auto *Ctor = dyn_cast<CXXConstructorDecl>(F); Ctor && Ctor->getNumCtorInitializers())
      return false;
    visit(F->getBody());
    return Fine;
  }

private:
  /// A container whose elements own nothing: only the whole of it has memory to give.
  bool isSimple(QualType T) const {
    const auto *S = dyn_cast_or_null<ClassTemplateSpecializationDecl>(T->getAsCXXRecordDecl());
    return S && isStd(S) && S->getTemplateArgs().size() &&
           S->getTemplateArgs()[0].getKind() == TemplateArgument::Type &&
           S->getTemplateArgs()[0].getAsType().isTriviallyCopyableType(M.context());
  }

  void visit(const Stmt *S) {
    if (!S || !Fine)
      return;
    if (const auto *List = dyn_cast<InitListExpr>(S); List && !List->isSemanticForm() && List->getSemanticForm())
      return visit(List->getSemanticForm());
    if (isa<LambdaExpr>(S)) {
      for (const LambdaCapture &C : cast<LambdaExpr>(S)->captures())
        Fine &= !(C.capturesVariable() && C.getCapturedVar() == P);
    }
    if (const auto *R = dyn_cast<DeclRefExpr>(S); R && R->getDecl() == P)
      return look(R);
    Around.push_back(S);
    for (const Stmt *Child : S->children())
      visit(Child);
    Around.pop_back();
  }

  void look(const DeclRefExpr *R) {
    UniquePlace Place;
    Place.Named = R;
    Place.Var = P;
    Place.Type = P->getType().getNonReferenceType();
    for (const Use &U : traceUses(M, Place, Around, Top))
      Fine &= isFine(U);
  }

  bool isFine(const Use &U) const {
    switch (U.Kind) {
    case UseKind::Read:
    case UseKind::Discarded:
    case UseKind::Copied:
      return true;
    case UseKind::Assigned:
      return bringsNoMemory(U.Right);
    case UseKind::RangeFor: {
      const QualType T = cast<CXXForRangeStmt>(U.At)->getLoopVariable()->getType();
      return Simple || (T->isReferenceType() ? T->getPointeeType().isConstQualified() : !T->isPointerType());
    }
    case UseKind::Receiver: {
      const auto *Method = dyn_cast_or_null<CXXMethodDecl>(U.Callee);
      if (!Method || U.Moved)
        return false;
      if (Method->isConst())
        return true;
      bool Named = Method->getIdentifier() && takesOver(Method->getName()) && Method->getName() != "insert";
      return isStd(Method) && !Named && (Simple || U.ResultUnused || U.Whole == false);
    }
    case UseKind::StdValue:
    case UseKind::Argument:
      return isFineArgument(U);
    default:
      return false;
    }
  }

  /// A copy, or what is made here of nothing that owns memory.
  bool bringsNoMemory(const Expr *Right) const {
    Right = ignoreWrappers(Right);
    if (Right->isLValue())
      return true;
    if (const auto *Made = dyn_cast<CXXConstructExpr>(Right))
      return llvm::all_of(Made->arguments(), [&](const Expr *A) {
        return A->isLValue() || A->getType().isTriviallyCopyableType(M.context());
      });
    return Right->getType().isTriviallyCopyableType(M.context());
  }

  bool isFineArgument(const Use &U) const {
    const auto *Param = dyn_cast_or_null<ParmVarDecl>(U.Target);
    if (!U.Callee || !Param || U.Moved)
      return false;
    QualType T = Param->getType();
    if (!T->isReferenceType() ? !T->isPointerType() || T->getPointeeType().isConstQualified()
                              : T.getNonReferenceType().isConstQualified())
      return true;
    if (isStd(U.Callee))
      return Simple && !(U.Callee->getIdentifier() && takesOver(U.Callee->getName()));
    unsigned Index = Param->getFunctionScopeIndex();
    const FunctionDecl *Body = nullptr;
    if (Depth > 4 || !T->isLValueReferenceType() || !U.Callee->hasBody(Body))
      return false;
    return ParameterWalk(M, Body, Body->getParamDecl(Index), Depth + 1).leavesAlone();
  }

  Model &M;
  const FunctionDecl *F;
  const VarDecl *P;
  unsigned Depth;
  bool Simple;
  bool Fine = true;
  WalkTop Top;
  llvm::SmallVector<const Stmt *, 32> Around;
};

} // namespace

bool mayTradeMemory(Model &M, QualType A, QualType B) {
  HeapOwners First(M), Second(M);
  First.collect(A.getNonReferenceType());
  Second.collect(B.getNonReferenceType());
  if ((First.Unknown && (Second.Unknown || !Second.Owners.empty())) || (Second.Unknown && !First.Owners.empty()))
    return true;
  return llvm::any_of(First.Owners, [&](const auto &Owner) { return Second.Owners.count(Owner) != 0; });
}

bool leavesMemoryAlone(Model &M, const FunctionDecl *F, unsigned Index) {
  if (isStd(F)) {
    // `in >> word`, std::getline(in, line): the characters are copied.
    llvm::StringRef Name = F->getIdentifier() ? F->getName() : "";
    return F->getOverloadedOperator() == OO_GreaterGreater || Name == "getline" || Name == "read" || Name == "get";
  }
  const FunctionDecl *Body = nullptr;
  if (!F->hasBody(Body) || Index >= Body->getNumParams() || !Body->getParamDecl(Index)->getType()->isReferenceType())
    return false;
  return ParameterWalk(M, Body, Body->getParamDecl(Index), 0).leavesAlone();
}

bool leavesMemoryAlone(Model &M, const FunctionDecl *F, const VarDecl *Captured) {
  const FunctionDecl *Body = nullptr;
  return F->hasBody(Body) && ParameterWalk(M, Body, Captured, 0).leavesAlone();
}

} // namespace conure
