//===- MovedValues.cpp - Where a moved value comes from -------------------===//
#include "checks/model/MovedValues.h"
#include "checks/model/BorrowTypes.h"
#include "checks/model/CallGraph.h"
#include "checks/model/KnownTypes.h"
#include "checks/model/MovedElements.h"
#include "checks/model/PathSteps.h"
#include "checks/model/Places.h"
#include "checks/model/TypeArguments.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace conure {

bool isInUnique(const Expr *E) {
  for (E = ignoreWrappers(E); E;) {
    QualType T = E->getType();
    if (isUni(T->isPointerType() ? T->getPointeeType() : T))
      return true;
    if (const auto *Member = dyn_cast<MemberExpr>(E)) {
      E = isa<FieldDecl>(Member->getMemberDecl()) ? ignoreWrappers(Member->getBase()) : nullptr;
    } else if (const auto *Op = dyn_cast<CXXOperatorCallExpr>(E)) {
      const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Op->getDirectCallee());
      E = Method && pathStep(Method) == PathStep::Into ? ignoreWrappers(Op->getArg(0)) : nullptr;
    } else if (const auto *Call = dyn_cast<CXXMemberCallExpr>(E)) {
      const CXXMethodDecl *Method = Call->getMethodDecl();
      E = Method && pathStep(Method) == PathStep::Into ? ignoreWrappers(Call->getImplicitObjectArgument()) : nullptr;
    } else if (const Expr *Moved = movedOperand(E)) {
      E = ignoreWrappers(Moved);
    } else {
      return false;
    }
  }
  return false;
}

namespace {

/// std::exchange(x, …) moves out of x as std::move does.
const Expr *exchangedOperand(const Expr *E) {
  const auto *Call = dyn_cast<CallExpr>(E);
  const FunctionDecl *F = Call ? Call->getDirectCallee() : nullptr;
  if (F && F->getIdentifier() && F->getName() == "exchange" && isStd(F) && Call->getNumArgs() == 2)
    return Call->getArg(0);
  return nullptr;
}

/// `std::move(pair).first`, `std::get<0>(std::move(tuple))`, `*std::move(optional)`: what is moved as a whole.
const Expr *partMoved(const Expr *E) {
  if (!E->isXValue())
    return nullptr;
  const Expr *Whole = nullptr;
  if (const auto *Member = dyn_cast<MemberExpr>(E))
    Whole = Member->getBase();
  else if (const auto *Call = dyn_cast<CXXMemberCallExpr>(E))
    Whole = Call->getImplicitObjectArgument();
  else if (const auto *Call = dyn_cast<CallExpr>(E); Call && isNamingCall(Call))
    return Call->getArg(0); // std::move_if_noexcept
  else if (Call && Call->getNumArgs() == 1 && Call->getDirectCallee() && isStd(Call->getDirectCallee()))
    Whole = Call->getArg(0);
  return Whole && ignoreWrappers(Whole)->isXValue() ? ignoreWrappers(Whole) : nullptr;
}

/// The object that \p E moves from; null if it does not.
const Expr *sourceOf(const Expr *E) {
  if (const Expr *Moved = movedOperand(E))
    return Moved;
  if (const Expr *Moved = exchangedOperand(E))
    return Moved;
  // What a function gives out as an rvalue, or a part of it.
  const Expr *Bare = ignoreWrappers(E);
  return Bare->isXValue() && isa<CallExpr, MemberExpr>(Bare) ? Bare : nullptr;
}

FarSource far(std::string What, SourceLocation Declared = {}) { return {nullptr, std::move(What), Declared}; }

/// How far a value is followed back through variables and functions.
constexpr unsigned MaxSteps = 4;

/// Finds out where the objects come from that an expression moves from.
class FarFinder {
public:
  FarFinder(Model &M, bool CapturesAreNear, bool Owned, unsigned Steps = 0)
      : M(M), CapturesAreNear(CapturesAreNear), Owned(Owned), Steps(Steps) {}

  std::optional<FarSource> source(const Expr *E);
  void collect(const Expr *E, llvm::SmallVectorImpl<FarSource> &Out);

private:
  std::optional<FarSource> ofField(const MemberExpr *Member);
  std::optional<FarSource> ofVariable(const DeclRefExpr *Ref);
  std::optional<FarSource> throughVariable(const VarDecl *Var);
  std::optional<FarSource> received(const Receipt &From);
  void collectCall(const CallExpr *Call, llvm::SmallVectorImpl<FarSource> &Out);
  std::optional<FarSource> inCaller(const FarSource &Inside, const FunctionDecl *F, const CallExpr *Call);
  bool counts(QualType T) const;

  Model &M;
  bool CapturesAreNear, Owned;
  unsigned Steps;
};

std::optional<FarSource> FarFinder::ofField(const MemberExpr *Member) {
  const auto *Field = dyn_cast<FieldDecl>(Member->getMemberDecl());
  if (!Field)
    return far("static member '" + Member->getMemberDecl()->getNameAsString() + "'",
               Member->getMemberDecl()->getLocation());
  std::string Name = "field '" + Field->getNameAsString() + "'";
  if (Field->getType()->isReferenceType())
    return far("what " + Name + " refers to", Field->getLocation());
  if (isa<CXXThisExpr>(ignoreWrappers(Member->getBase())))
    return far(Name, Field->getLocation());
  if (Member->isArrow())
    return far(Name + " of what a pointer points to", Field->getLocation());
  if (std::optional<FarSource> Base = source(Member->getBase())) {
    Base->What = Name + " of " + Base->What;
    return Base;
  }
  return std::nullopt;
}

std::optional<FarSource> FarFinder::ofVariable(const DeclRefExpr *Ref) {
  const ValueDecl *D = Ref->getDecl();
  std::string Name = "'" + D->getNameAsString() + "'";
  bool Captured = Ref->refersToEnclosingVariableOrCapture() && !CapturesAreNear;
  if (const auto *Binding = dyn_cast<BindingDecl>(D)) {
    const auto *Whole = dyn_cast_or_null<VarDecl>(Binding->getDecomposedDecl());
    if (Whole && Whole->hasLocalStorage() && !Whole->getType()->isReferenceType() && !Captured)
      return std::nullopt;
    return far(Name + ", a part of something that is borrowed,", Binding->getLocation());
  }
  const auto *Var = dyn_cast<VarDecl>(D);
  if (!Var)
    return far(Name, D->getLocation());
  if (Var->getType()->isReferenceType())
    return far("what the reference " + Name + " refers to", Var->getLocation());
  if (!Var->hasLocalStorage())
    return far(Name + ", which lives as long as the program,", Var->getLocation());
  if (Captured)
    return far("captured " + Name, Var->getLocation());
  if (std::optional<FarSource> Far = Steps < MaxSteps ? throughVariable(Var) : std::nullopt) {
    Far->What = Name + ", moved out of " + Far->What + ",";
    return Far;
  }
  return std::nullopt;
}

/// A stop on the way changes nothing: `auto out = std::move(field_);`, `out.swap(field_);`.
std::optional<FarSource> FarFinder::throughVariable(const VarDecl *Var) {
  FarFinder Before(M, CapturesAreNear, Owned, Steps + 1);
  if (const Expr *Init = isa<ParmVarDecl>(Var) ? nullptr : Var->getInit()) {
    llvm::SmallVector<FarSource, 1> Out;
    Before.collect(Init, Out);
    if (!Out.empty())
      return Out.front();
  }
  const auto *F = dyn_cast<FunctionDecl>(Var->getDeclContext());
  const FunctionDecl *Body = F ? M.callGraph().definition(F) : nullptr;
  if (!Body || Body->isDependentContext())
    return std::nullopt;
  const Model::Receipts &All = M.receipts(Body);
  if (auto It = All.find(Var); It != All.end())
    for (const Receipt &Each : It->second)
      if (std::optional<FarSource> Far = Before.received(Each))
        return Far;
  return std::nullopt;
}

/// Where \p From, which comes into a variable, lay before.
std::optional<FarSource> FarFinder::received(const Receipt &From) {
  if (!From.Object) {
    llvm::SmallVector<FarSource, 1> Out;
    collect(From.What, Out);
    return Out.empty() ? std::nullopt : std::optional(Out.front());
  }
  const Expr *Bare = ignoreWrappers(From.What);
  if (!BorrowTypes::isBorrow(From.What->getType()) || isa<CXXThisExpr>(Bare))
    return source(From.What);
  FarSource Far = far("what this iterator leads to");
  Far.Root = Bare;
  return Far;
}

} // namespace

bool takesPartsAlong(Model &M, QualType T) {
  T = T.getNonReferenceType().getCanonicalType().getUnqualifiedType();
  if (!M.types().isValue(T))
    return false;
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  if (!R || !R->hasDefinition() || T.isTriviallyCopyableType(M.context()) || builtinKind(T) ||
      hasMark(R, Mark::Sendable))
    return false;
  const KnownType *K = M.knownTypes().find(R);
  if (K && (K->S == Shape::Shared || K->Shareable))
    return false;
  if (K && K->S == Shape::Inline)
    if (const auto *S = dyn_cast<ClassTemplateSpecializationDecl>(R))
      return anyTypeArgument(S, [&](QualType A) { return takesPartsAlong(M, A); });
  return true;
}

const Expr *underConversions(const Expr *E) {
  for (;;) {
    E = ignoreWrappers(E);
    const auto *C = dyn_cast<CXXConstructExpr>(E);
    if (C && C->getNumArgs() == 1 && C->getConstructor()->isCopyOrMoveConstructor())
      E = C->getArg(0);
    else if (const auto *Cast = dyn_cast<CXXFunctionalCastExpr>(E))
      E = Cast->getSubExpr();
    else
      return E;
  }
}

std::optional<FarSource> FarFinder::source(const Expr *E) {
  E = ignoreWrappers(E);
  if (isInUnique(E))
    return std::nullopt;
  std::optional<FarSource> Far;
  if (const auto *Member = dyn_cast<MemberExpr>(E)) {
    Far = ofField(Member);
  } else if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
    Far = ofVariable(Ref);
  } else {
    if (const auto *Element = dyn_cast<ArraySubscriptExpr>(E))
      if (Element->getBase()->IgnoreParenImpCasts()->getType()->isArrayType())
        return source(Element->getBase());
    if (const auto *Op = dyn_cast<CXXOperatorCallExpr>(E);
        Op && Op->getOperator() == OO_Subscript && wrapperOf(Op->getArg(0)->getType()) == Wrapper::Array)
      return source(Op->getArg(0));
    if (isa<MaterializeTemporaryExpr>(E) || E->isPRValue())
      return std::nullopt; // made here: nobody else can have borrowed it
    if (const Expr *Moved = movedOperand(E) ? movedOperand(E) : partMoved(E))
      return source(Moved);
    if (const Expr *Range = elementMoved(E); Range && !BorrowTypes::isBorrow(Range->getType()))
      return source(Range);
    Far = far("what this expression refers to");
  }
  if (Far && !Far->Root)
    Far->Root = E;
  return Far;
}

namespace {

/// What the library's handles share is not taken along, nor what is copied bit by bit.
bool ownsParts(Model &M, QualType T) {
  T = T.getNonReferenceType().getCanonicalType().getUnqualifiedType();
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  return R && R->hasDefinition() && !M.types().isSendable(T) && !T.isTriviallyCopyableType(M.context());
}

/// The returned values of one body, those of its closures apart.
void collectReturned(const Stmt *S, llvm::SmallVectorImpl<const Expr *> &Out) {
  if (!S || isa<LambdaExpr>(S))
    return;
  if (const auto *Return = dyn_cast<ReturnStmt>(S)) {
    if (Return->getRetValue())
      Out.push_back(Return->getRetValue());
    return;
  }
  if (isa<Expr>(S))
    return;
  for (const Stmt *Child : S->children())
    collectReturned(Child, Out);
}

/// What \p E is a part of: `this`, a variable, or whatever it is that cannot be followed.
const Expr *rootOf(const Expr *E) {
  for (;;) {
    E = ignoreWrappers(E);
    if (const auto *Member = dyn_cast<MemberExpr>(E))
      E = Member->getBase();
    else if (const auto *Call = dyn_cast<CXXMemberCallExpr>(E))
      E = Call->getImplicitObjectArgument();
    else if (const auto *Op = dyn_cast<CXXOperatorCallExpr>(E); Op && Op->getNumArgs())
      E = Op->getArg(0);
    else if (const auto *Unary = dyn_cast<UnaryOperator>(E))
      E = Unary->getSubExpr();
    else if (const auto *Element = dyn_cast<ArraySubscriptExpr>(E))
      E = Element->getBase();
    else
      return E;
    if (!E)
      return nullptr;
  }
}

} // namespace

/// The local variable that \p E, a reference to it, stands for; \p E if it is none.
static const Expr *aliased(const Expr *E) {
  for (unsigned Step = 0; Step < MaxSteps; ++Step) {
    const auto *Ref = dyn_cast<DeclRefExpr>(E);
    const auto *Var = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
    if (!Var || isa<ParmVarDecl>(Var) || !Var->getType()->isLValueReferenceType() || !Var->getInit())
      return E;
    const Expr *To = ignoreWrappers(Var->getInit());
    if (!isa<DeclRefExpr>(To))
      return E;
    E = To;
  }
  return E;
}

bool FarFinder::counts(QualType T) const { return takesPartsAlong(M, T) || (Owned && ownsParts(M, T)); }

/// \p Inside, seen from \p Call of the function \p F that it lies in: nothing if that is an object in sight.
std::optional<FarSource> FarFinder::inCaller(const FarSource &Inside, const FunctionDecl *F, const CallExpr *Call) {
  const Expr *Root = Inside.Root ? rootOf(Inside.Root) : nullptr;
  if (Root && isa<CXXThisExpr>(Root)) {
    const auto *Member = dyn_cast<CXXMemberCallExpr>(Call);
    const Expr *Object = Member ? Member->getImplicitObjectArgument() : nullptr;
    if (Object && Object->getType()->isPointerType()) {
      const auto *Address = dyn_cast<UnaryOperator>(ignoreWrappers(Object));
      return Address && Address->getOpcode() == UO_AddrOf ? source(Address->getSubExpr()) : Inside;
    }
    return Object ? source(movedOperand(Object) ? movedOperand(Object) : Object) : Inside;
  }
  if (const auto *Ref = dyn_cast_or_null<DeclRefExpr>(Root))
    if (const auto *P = dyn_cast<ParmVarDecl>(Ref->getDecl());
        P && (P->getType()->isReferenceType() || P->getType()->isPointerType()) && P->getDeclContext() == F) {
      const unsigned First = isa<CXXOperatorCallExpr>(Call) && isa<CXXMethodDecl>(F) ? 1 : 0;
      const unsigned I = P->getFunctionScopeIndex() + First;
      if (I >= Call->getNumArgs())
        return Inside;
      const Expr *Given = aliased(ignoreWrappers(Call->getArg(I)));
      if (P->getType()->isPointerType()) {
        const auto *Address = dyn_cast<UnaryOperator>(Given);
        return Address && Address->getOpcode() == UO_AddrOf ? source(Address->getSubExpr()) : Inside;
      }
      return source(movedOperand(Given) ? movedOperand(Given) : Given);
    }
  return Inside;
}

/// What a function gives out it may have moved out of its object or of an argument.
void FarFinder::collectCall(const CallExpr *Call, llvm::SmallVectorImpl<FarSource> &Out) {
  const FunctionDecl *F = Call->getDirectCallee();
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(F);
  if (!F || !Call->isPRValue() || !counts(Call->getType()) || (Method && Method->getParent()->isLambda()))
    return;
  const FunctionDecl *Body = M.callGraph().definition(F);
  const bool Library = isStd(F) || isConureLibrary(F);
  if (!Library && Body && Body->getBody() && !Body->isDependentContext()) {
    if (Steps >= MaxSteps)
      return;
    llvm::SmallVector<const Expr *, 4> Returned;
    collectReturned(Body->getBody(), Returned);
    FarFinder Inner(M, /*CapturesAreNear=*/false, Owned, Steps + 1);
    for (const Expr *E : Returned) {
      llvm::SmallVector<FarSource, 1> Found;
      Inner.collect(E, Found);
      // `return out;` moves, too.
      const Expr *Bare = underConversions(E);
      if (const auto *Ref = dyn_cast<DeclRefExpr>(Bare))
        if (const auto *Var = dyn_cast<VarDecl>(Ref->getDecl());
            Var && Var->hasLocalStorage() && !Var->getType()->isReferenceType())
          if (std::optional<FarSource> Far = Inner.source(Bare))
            Found.push_back(std::move(*Far));
      for (const FarSource &Far : Found)
        if (std::optional<FarSource> Seen = inCaller(Far, Body, Call)) {
          Seen->What = "what '" + F->getNameAsString() + "' moves out of " + Far.What + " and returns";
          Seen->Declared = Far.Declared;
          Seen->Moved = Call;
          return Out.push_back(std::move(*Seen));
        }
    }
    return;
  }
  // `std::move(text_) + "."`: what goes in as a temporary may come out.
  const unsigned First = isa<CXXOperatorCallExpr>(Call) && Method ? 1 : 0;
  for (unsigned I = First; I < Call->getNumArgs(); ++I) {
    const Expr *Given = Call->getArg(I);
    QualType T = I - First < F->getNumParams() ? F->getParamDecl(I - First)->getType() : QualType();
    if (T.isNull() || (T->isReferenceType() && T->getPointeeType().isConstQualified()) ||
        !M.context().hasSameUnqualifiedType(T.getNonReferenceType(), Call->getType()))
      continue;
    collect(Given, Out);
  }
}

void FarFinder::collect(const Expr *E, llvm::SmallVectorImpl<FarSource> &Out) {
  E = underConversions(E);
  // The parts of an aggregate go along as well: {std::move(a), b}.
  if (const auto *List = dyn_cast<InitListExpr>(E)) {
    for (const Expr *Init : List->inits())
      collect(Init, Out);
    return;
  }
  if (const auto *Choice = dyn_cast<ConditionalOperator>(E)) {
    collect(Choice->getTrueExpr(), Out);
    return collect(Choice->getFalseExpr(), Out);
  }
  if (const auto *Made = dyn_cast<CXXConstructExpr>(E)) {
    // Msg{std::move(text), 1}, std::pair(std::move(a), b), std::optional(std::move(a)).
    for (const Expr *Argument : Made->arguments())
      if (!isa<CXXDefaultArgExpr>(Argument))
        collect(Argument, Out);
    return;
  }
  const Expr *Moved = sourceOf(E);
  if (!Moved) {
    if (const auto *Call = dyn_cast<CallExpr>(E))
      collectCall(Call, Out);
    return;
  }
  if (!counts(Moved->getType()))
    return;
  if (std::optional<FarSource> Far = source(Moved)) {
    Far->Moved = Moved;
    Out.push_back(std::move(*Far));
  }
}

std::optional<FarSource> farSource(Model &M, const Expr *E, bool CapturesAreNear) {
  return FarFinder(M, CapturesAreNear, false).source(E);
}

llvm::SmallVector<FarSource, 1> movedFromAfar(Model &M, const Expr *E, bool CapturesAreNear, bool Owned) {
  llvm::SmallVector<FarSource, 1> Out;
  FarFinder(M, CapturesAreNear, Owned).collect(E, Out);
  return Out;
}

} // namespace conure
