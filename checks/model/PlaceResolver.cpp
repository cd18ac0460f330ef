//===- PlaceResolver.cpp - From an expression to the place it names -------===//
#include "checks/model/Places.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include <optional>

using namespace clang;

namespace conure {

namespace {

/// Finds pointer and integer variables that are used other than by reading
/// their value: assigned, counted up, bound to a reference, address taken.
class ChangeScanner : public RecursiveASTVisitor<ChangeScanner> {
public:
  explicit ChangeScanner(llvm::DenseSet<const VarDecl *> &Changed) : Changed(Changed) {}
  bool shouldVisitImplicitCode() const { return true; }
  bool shouldVisitLambdaBody() const { return true; }

  bool VisitImplicitCastExpr(ImplicitCastExpr *E) {
    if (E->getCastKind() == CK_LValueToRValue)
      if (auto *Ref = dyn_cast<DeclRefExpr>(E->getSubExpr()->IgnoreParens()))
        Read.insert(Ref);
    return true;
  }
  bool VisitDeclRefExpr(DeclRefExpr *E) {
    const auto *V = dyn_cast<VarDecl>(E->getDecl());
    if (V && (V->getType()->isPointerType() || V->getType()->isIntegralOrEnumerationType()))
      All.push_back(E);
    return true;
  }
  void finish() {
    for (const DeclRefExpr *E : All)
      if (!Read.contains(E))
        Changed.insert(cast<VarDecl>(E->getDecl()));
  }

private:
  llvm::DenseSet<const VarDecl *> &Changed;
  llvm::DenseSet<const DeclRefExpr *> Read;
  std::vector<const DeclRefExpr *> All;
};

const Expr *bare(const Expr *E) {
  while (true) {
    const Expr *Next = E->IgnoreParens();
    if (const auto *F = dyn_cast<FullExpr>(Next))
      Next = F->getSubExpr();
    else if (const auto *B = dyn_cast<CXXBindTemporaryExpr>(Next))
      Next = B->getSubExpr();
    else if (const auto *S = dyn_cast<SubstNonTypeTemplateParmExpr>(Next))
      Next = S->getReplacement();
    else if (const auto *O = dyn_cast<OpaqueValueExpr>(Next); O && O->getSourceExpr())
      Next = O->getSourceExpr();
    if (Next == E)
      return E;
    E = Next;
  }
}

const FieldDecl *pairField(QualType T, uint64_t Index) {
  const auto *R = T.getNonReferenceType()->getAsCXXRecordDecl();
  if (!R || !R->getIdentifier() || R->getName() != "pair" || !isInStd(R))
    return nullptr;
  for (const FieldDecl *F : R->fields())
    if (F->getName() == (Index ? "second" : "first"))
      return F;
  return nullptr;
}

/// The part of the pair, tuple or variant \p T that `std::get<Which>` gives.
std::optional<uint64_t> partIndex(const TemplateArgument &Which, QualType T) {
  if (Which.getKind() == TemplateArgument::Integral)
    return Which.getAsIntegral().getZExtValue();
  const auto *Class = dyn_cast_or_null<ClassTemplateSpecializationDecl>(T.getNonReferenceType()->getAsCXXRecordDecl());
  if (!Class || Which.getKind() != TemplateArgument::Type)
    return std::nullopt;
  llvm::SmallVector<TemplateArgument, 8> Parts;
  for (const TemplateArgument &A : Class->getTemplateArgs().asArray())
    if (A.getKind() == TemplateArgument::Pack)
      Parts.append(A.pack_begin(), A.pack_end());
    else
      Parts.push_back(A);
  for (uint64_t I = 0; I < Parts.size(); ++I)
    if (Parts[I].getKind() == TemplateArgument::Type &&
        Parts[I].getAsType().getCanonicalType() == Which.getAsType().getCanonicalType())
      return I;
  return std::nullopt;
}

} // namespace

void PlaceResolver::scan(const Stmt *Body) {
  if (!Body)
    return;
  ChangeScanner S(Changed);
  S.TraverseStmt(const_cast<Stmt *>(Body));
  S.finish();
}

PlaceRef PlaceResolver::step(PlaceRef From, Step Kind, const void *Key) {
  if (From)
    From.Id = Table.child(From.Id, Kind, Key);
  return From;
}

PlaceRef PlaceResolver::dereference(PlaceRef Object, QualType T) {
  switch (wrapperOf(T)) {
  case Wrapper::UniquePtr:
    return step(Object, Step::OwnedHeap);
  case Wrapper::Optional:
  case Wrapper::Uni:
    return step(Object, Step::Inline);
  default:
    return step(Object, Step::Heap);
  }
}

PlaceRef PlaceResolver::element(PlaceRef Object, QualType T, const void *Key) {
  switch (wrapperOf(T)) {
  case Wrapper::Container:
    return step(Object, Step::Element, Key);
  case Wrapper::Array:
    return step(Object, Step::Slot, Key);
  case Wrapper::String:
    return step(Object, Step::Chars);
  default:
    return {};
  }
}

const void *PlaceResolver::indexKey(const Expr *E) {
  if (E->isValueDependent())
    return nullptr;
  Expr::EvalResult R;
  if (E->getType()->isIntegralOrEnumerationType() && E->EvaluateAsInt(R, Ctx) && R.Val.getInt().isNonNegative() &&
      R.Val.getInt().getActiveBits() < 60)
    return PlaceTable::constantKey(R.Val.getInt().getZExtValue());
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts()))
    if (const auto *V = dyn_cast<VarDecl>(Ref->getDecl()); V && V->getType()->isIntegralOrEnumerationType())
      return V;
  return nullptr;
}

PlaceId PlaceResolver::erasedElement(PlaceRef Object, QualType ObjectType, const Expr *Key) {
  const CXXRecordDecl *R = ObjectType->getAsCXXRecordDecl();
  if (!Object || !R || !R->getIdentifier() || !isOneOf(R->getName(), {"map", "unordered_map"}) || !isInStd(R) ||
      wrapperOf(ObjectType) != Wrapper::Container)
    return NoPlace;
  const Expr *Bare = Key;
  if (const auto *M = dyn_cast<MaterializeTemporaryExpr>(Bare->IgnoreParens()))
    Bare = M->getSubExpr();
  const void *Index = indexKey(Bare);
  if (!Index || PlaceTable::indexVariable(Index))
    return NoPlace;
  return Table.childIfKnown(Object.Id, Step::Element, Index);
}

/// A reference bound to such a path names the same object for as long as it
/// lives: no step depends on a pointer or an index that changes.
bool PlaceResolver::isStable(PlaceId Id) const {
  for (; Table[Id].Parent != NoPlace; Id = Table[Id].Parent) {
    const PlaceNode &P = Table[Id];
    if (P.Kind == Step::Element || (P.Kind == Step::Slot && (!P.Key || PlaceTable::indexVariable(P.Key))))
      return false;
    if (P.Kind == Step::Heap) {
      const PlaceNode &Up = Table[P.Parent];
      const auto *V =
          Up.Kind == Step::Root && Up.Key ? dyn_cast<VarDecl>(static_cast<const ValueDecl *>(Up.Key)) : nullptr;
      if (!V || !V->getType()->isPointerType() || Changed.contains(V))
        return false;
    }
  }
  return true;
}

PlaceRef PlaceResolver::variable(const ValueDecl *D) {
  if (const auto *B = dyn_cast<BindingDecl>(D)) {
    if (const VarDecl *Holding = B->getHoldingVar(); Holding && Holding->getInit())
      return resolve(Holding->getInit());
    return B->getBinding() ? resolve(B->getBinding()) : PlaceRef{};
  }
  const auto *V = dyn_cast<VarDecl>(D);
  if (!V)
    return {};
  PlaceRef Own{Table.root(V), nullptr};
  if (!V->getType()->isReferenceType() || isa<ParmVarDecl>(V) || !V->getInit())
    return Own;
  auto [It, New] = Aliases.try_emplace(V, Own); // Own also ends a self-referential initialiser
  if (!New)
    return It->second;
  PlaceRef Target = resolve(V->getInit());
  if (!Target || !isStable(Target.Id))
    return Own;
  Target.Via = V;
  return Aliases[V] = Target;
}

PlaceRef PlaceResolver::castTo(const CastExpr *C) {
  PlaceRef From = resolve(C->getSubExpr());
  if (!From)
    return From;
  switch (C->getCastKind()) {
  case CK_DerivedToBase:
  case CK_UncheckedDerivedToBase:
    for (const CXXBaseSpecifier *B : C->path())
      if (const auto *R = B->getType()->getAsCXXRecordDecl())
        From = step(From, Step::Base, R->getCanonicalDecl());
    return From;
  case CK_BaseToDerived:
    while (From && Table[From.Id].Kind == Step::Base)
      From.Id = Table[From.Id].Parent;
    return From;
  case CK_NoOp:
  case CK_Dynamic:
  case CK_LValueBitCast:
    return From;
  default:
    return {};
  }
}

PlaceRef PlaceResolver::member(const MemberExpr *M) {
  if (const auto *V = dyn_cast<VarDecl>(M->getMemberDecl()))
    return variable(V); // a static member
  const auto *F = dyn_cast<FieldDecl>(M->getMemberDecl());
  if (!F)
    return {};
  PlaceRef Base = object(M->getBase(), M->isArrow());
  // A field of reference type names something outside of the object.
  if (F->getType()->isReferenceType())
    return step(step(Base, Step::Field, F->getCanonicalDecl()), Step::Heap);
  return step(Base, Step::Field, F->getCanonicalDecl());
}

PlaceRef PlaceResolver::call(const CallExpr *C) {
  if (isNamingCall(C))
    return resolve(C->getArg(0));
  if (isStdCall(C, "get") && C->getNumArgs() == 1) {
    const FunctionDecl *F = C->getDirectCallee();
    const TemplateArgumentList *Args = F->getTemplateSpecializationArgs();
    const std::optional<uint64_t> Part =
        Args && Args->size() ? partIndex(Args->get(0), C->getArg(0)->getType()) : std::nullopt;
    if (!Part)
      return {};
    const uint64_t N = *Part;
    PlaceRef From = resolve(C->getArg(0));
    if (const FieldDecl *Field = pairField(C->getArg(0)->getType(), N))
      return step(From, Step::Field, Field->getCanonicalDecl());
    if (wrapperOf(C->getArg(0)->getType()) == Wrapper::Array)
      return step(From, Step::Slot, PlaceTable::constantKey(N));
    return step(From, Step::Part, PlaceTable::constantKey(N));
  }
  if (const auto *O = dyn_cast<CXXOperatorCallExpr>(C)) {
    if (O->getOperator() == OO_Star && O->getNumArgs() == 1)
      return dereference(resolve(O->getArg(0)), O->getArg(0)->getType());
    if (O->getOperator() == OO_Subscript && O->getNumArgs() == 2)
      return element(resolve(O->getArg(0)), O->getArg(0)->getType(), indexKey(O->getArg(1)));
    return {};
  }
  const auto *M = dyn_cast<CXXMemberCallExpr>(C);
  if (!M || !M->getMethodDecl() || !M->getMethodDecl()->getIdentifier())
    return {};
  const auto *Callee = dyn_cast<MemberExpr>(M->getCallee()->IgnoreParens());
  if (!Callee)
    return {};
  llvm::StringRef Name = M->getMethodDecl()->getName();
  QualType T = Callee->getBase()->getType();
  if (Callee->isArrow())
    T = T->getPointeeType();
  Wrapper W = wrapperOf(T);
  if (W == Wrapper::None)
    return {};
  auto Object = [&] { return object(Callee->getBase(), Callee->isArrow()); };
  if (W == Wrapper::Optional && Name == "value")
    return step(Object(), Step::Inline);
  if (Name == "front" && M->getNumArgs() == 0)
    return element(Object(), T, PlaceTable::constantKey(0));
  if (Name == "back" && M->getNumArgs() == 0)
    return element(Object(), T, PlaceTable::lastKey());
  if (Name == "at" && M->getNumArgs() == 1)
    return element(Object(), T, indexKey(M->getArg(0)));
  return {};
}

PlaceRef PlaceResolver::resolve(const Expr *E) {
  E = bare(E);
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
    return variable(Ref->getDecl());
  if (const auto *M = dyn_cast<MemberExpr>(E))
    return member(M);
  if (const auto *C = dyn_cast<CastExpr>(E))
    return castTo(C);
  if (const auto *U = dyn_cast<UnaryOperator>(E)) {
    if (U->getOpcode() == UO_Deref)
      return pointee(U->getSubExpr());
    return {};
  }
  if (const auto *S = dyn_cast<ArraySubscriptExpr>(E)) {
    const Expr *Base = S->getBase()->IgnoreParens();
    const void *Key = indexKey(S->getIdx());
    if (const auto *Decay = dyn_cast<ImplicitCastExpr>(Base); Decay && Decay->getCastKind() == CK_ArrayToPointerDecay)
      return step(resolve(Decay->getSubExpr()), Step::Slot, Key);
    return step(pointee(S->getBase()), Step::Element, Key);
  }
  if (const auto *B = dyn_cast<BinaryOperator>(E))
    return B->getOpcode() == BO_Comma ? resolve(B->getRHS()) : PlaceRef{};
  if (const auto *C = dyn_cast<CallExpr>(E))
    return call(C);
  return {};
}

PlaceRef PlaceResolver::pointee(const Expr *E) {
  E = bare(E);
  if (isa<CXXThisExpr>(E))
    return {Table.thisRoot(), nullptr};
  if (const auto *U = dyn_cast<UnaryOperator>(E)) {
    if (U->getOpcode() == UO_AddrOf)
      return resolve(U->getSubExpr());
    return {};
  }
  if (const auto *C = dyn_cast<CastExpr>(E)) {
    switch (C->getCastKind()) {
    case CK_LValueToRValue: {
      const Expr *Sub = bare(C->getSubExpr());
      if (const auto *Ref = dyn_cast<DeclRefExpr>(Sub)) {
        const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
        if (V && V->getInit() && !isa<ParmVarDecl>(V) && V->getType()->isPointerType() && !Changed.contains(V)) {
          auto [It, New] = Aliases.try_emplace(V, PlaceRef{});
          if (New) {
            PlaceRef Target = pointee(V->getInit());
            if (Target && isStable(Target.Id)) {
              Target.Via = V;
              Aliases[V] = Target;
            }
          }
          if (PlaceRef Known = Aliases[V])
            return Known;
        }
      }
      return step(resolve(Sub), Step::Heap);
    }
    case CK_DerivedToBase:
    case CK_UncheckedDerivedToBase: {
      PlaceRef From = pointee(C->getSubExpr());
      for (const CXXBaseSpecifier *B : C->path())
        if (const auto *R = B->getType()->getAsCXXRecordDecl())
          From = step(From, Step::Base, R->getCanonicalDecl());
      return From;
    }
    case CK_BaseToDerived: {
      PlaceRef From = pointee(C->getSubExpr());
      while (From && Table[From.Id].Kind == Step::Base)
        From.Id = Table[From.Id].Parent;
      return From;
    }
    case CK_ArrayToPointerDecay:
      return step(resolve(C->getSubExpr()), Step::Slot, PlaceTable::constantKey(0));
    case CK_NoOp:
    case CK_BitCast:
      return pointee(C->getSubExpr());
    default:
      return {};
    }
  }
  const auto *C = dyn_cast<CallExpr>(E);
  if (!C)
    return {};
  if ((isStdCall(C, "addressof") || isStdCall(C, "__addressof")) && C->getNumArgs() == 1)
    return resolve(C->getArg(0));
  if (const auto *O = dyn_cast<CXXOperatorCallExpr>(C))
    return O->getOperator() == OO_Arrow ? dereference(resolve(O->getArg(0)), O->getArg(0)->getType()) : PlaceRef{};
  const auto *M = dyn_cast<CXXMemberCallExpr>(C);
  const auto *Callee = M ? dyn_cast<MemberExpr>(M->getCallee()->IgnoreParens()) : nullptr;
  if (!Callee || !M->getMethodDecl() || !M->getMethodDecl()->getIdentifier() || M->getMethodDecl()->getName() != "get")
    return {};
  QualType T = Callee->isArrow() ? Callee->getBase()->getType()->getPointeeType() : Callee->getBase()->getType();
  if (wrapperOf(T) == Wrapper::UniquePtr)
    return step(object(Callee->getBase(), Callee->isArrow()), Step::OwnedHeap);
  if (wrapperOf(T) == Wrapper::SharedPtr)
    return step(object(Callee->getBase(), Callee->isArrow()), Step::Heap);
  return {};
}

} // namespace conure
