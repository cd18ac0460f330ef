//===- FlowEngine.cpp - The flow analyses of one translation unit ---------===//
#include "checks/model/Flow.h"
#include "checks/model/Publishing.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;

namespace conure {

const std::vector<FlowHazard> &FlowEngine::hazards(const FunctionDecl *F) {
  FunctionFlow *Run = flow(F);
  if (!CurrentHasHazards) {
    CurrentHazards = Run ? Run->hazards() : std::vector<FlowHazard>();
    CurrentHasHazards = true;
  }
  return CurrentHazards;
}

FunctionFlow *FlowEngine::flow(const FunctionDecl *F) {
  if (Current != F) {
    Current = F;
    CurrentHasHazards = false;
    CurrentFlow.reset();
    if (F->doesThisDeclarationHaveABody() && F->getBody() && !F->isDependentContext()) {
      ++Analysed;
      auto Made = std::make_unique<FunctionFlow>(*this, F);
      Current = F;
      if (Made->isInteresting() && Made->run())
        CurrentFlow = std::move(Made);
    }
  }
  return CurrentFlow.get();
}

const Summary &FlowEngine::summary(const CXXMethodDecl *M) {
  static const Summary Unknown;
  const FunctionDecl *Body = nullptr;
  if (!M->hasBody(Body) || Body->isDependentContext())
    return Unknown;
  auto [It, New] = Summaries.try_emplace(Body, nullptr);
  if (!New) // null while it is being made: a recursive call adds nothing
    return It->second ? *It->second : Unknown;
  auto Made = std::make_unique<Summary>(FunctionFlow(*this, Body).summarise());
  return *(Summaries[Body] = std::move(Made));
}

bool FlowEngine::publishes(const FunctionDecl *F, unsigned Index, QualType T) {
  if (!mayLeave(M, T))
    return false;
  if (!F)
    return true;
  auto [It, New] = Publishes.try_emplace({F->getCanonicalDecl(), Index}, false);
  if (!New) // no while it is being asked: a recursive call adds nothing
    return It->second;
  const bool Yes = mayPublish(M, F, Index, [this](const FunctionDecl *Callee, unsigned I, QualType Given) {
    return publishes(Callee, I, Given);
  });
  return Publishes[{F->getCanonicalDecl(), Index}] = Yes;
}

namespace {
class ReturnFinder : public RecursiveASTVisitor<ReturnFinder> {
public:
  std::vector<const Expr *> Values;
  bool VisitReturnStmt(ReturnStmt *R) {
    if (R->getRetValue())
      Values.push_back(R->getRetValue());
    return true;
  }
  bool TraverseLambdaExpr(LambdaExpr *) { return true; }
};

QualType typeOf(const PlaceTable &Places, PlaceId Id) {
  const PlaceNode &P = Places[Id];
  if (!P.Key)
    return {};
  switch (P.Kind) {
  case Step::Root:
    return static_cast<const ValueDecl *>(P.Key)->getType().getNonReferenceType();
  case Step::Field:
    return static_cast<const FieldDecl *>(P.Key)->getType().getNonReferenceType();
  default:
    return {};
  }
}

bool isCountedClass(QualType T) {
  const CXXRecordDecl *R = T.isNull() ? nullptr : T->getAsCXXRecordDecl();
  return R && hasMark(R, Mark::Counted);
}
} // namespace

const std::vector<FlowEngine::Path> &FlowEngine::returnedPaths(const CXXMethodDecl *M) {
  static const std::vector<Path> None;
  const FunctionDecl *Body = nullptr;
  if (!M->hasBody(Body) || Body->isDependentContext())
    return None;
  auto [It, New] = Returned.try_emplace(Body, nullptr);
  if (!New)
    return It->second ? *It->second : None;
  auto Made = std::make_unique<std::vector<Path>>();
  Tables.push_back(std::make_unique<PlaceTable>());
  PlaceTable *Table = Tables.back().get();
  PlaceResolver Resolver(context(), *Table);
  Resolver.scan(Body->getBody());
  ReturnFinder Finder;
  Finder.TraverseStmt(Body->getBody());
  for (const Expr *Value : Finder.Values) {
    PlaceRef P = Value->isGLValue() ? Resolver.resolve(Value) : Resolver.pointee(Value);
    if (!P && !Value->isGLValue())
      if (const auto *C = dyn_cast<CXXConstructExpr>(Value->IgnoreImplicit());
          C && C->getNumArgs() && !C->getConstructor()->isCopyOrMoveConstructor())
        P = Resolver.resolve(C->getArg(0)); // a view of a member
    if (!P)
      if (const auto *List = dyn_cast<InitListExpr>(Value->IgnoreImplicit()); List && List->getNumInits())
        P = List->getInit(0)->isGLValue() ? Resolver.resolve(List->getInit(0)) : Resolver.pointee(List->getInit(0));
    // `return text_;` as a view, `return text_.c_str();`: a member of the library that shows what it owns.
    if (const auto *Call = P ? nullptr : dyn_cast<CXXMemberCallExpr>(Value->IgnoreImplicit());
        Call && Call->getMethodDecl() && isStd(Call->getMethodDecl()) && BorrowTypes::isBorrow(Call->getType()))
      if (const Expr *Object = Call->getImplicitObjectArgument();
          !Object->getType()->isPointerType() && BorrowTypes::isOwner(Object->getType().getUnqualifiedType()))
        P = Resolver.resolve(Object);
    bool Inside = P && Table->isThisRooted(P.Id);
    for (PlaceId Id = P.Id; Inside && (*Table)[Id].Parent != NoPlace; Id = (*Table)[Id].Parent)
      Inside = (*Table)[Id].Kind != Step::Heap;
    if (!Inside) { // one way out leads elsewhere: nothing can be said
      Made->clear();
      break;
    }
    Made->push_back({Table, P.Id});
  }
  return *(Returned[Body] = std::move(Made));
}

bool FlowEngine::isCounted(const PlaceTable &Places, PlaceId Of, const VarDecl *Holder) const {
  QualType T = Holder->getType().getNonReferenceType();
  if (T->isPointerType())
    T = T->getPointeeType();
  else if (QualType E = builtinElement(T.getCanonicalType().getUnqualifiedType(), Builtin::Ref); !E.isNull())
    T = E;
  else if (QualType E = builtinElement(T.getCanonicalType().getUnqualifiedType(), Builtin::Mut); !E.isNull())
    T = E;
  if (isCountedClass(T))
    return true;
  // The address of a part of a counted object counts on the object.
  for (PlaceId P = Of;; P = Places[P].Parent) {
    if (isCountedClass(typeOf(Places, P)))
      return true;
    if (Places[P].Parent == NoPlace || !isInline(Places[P].Kind))
      return false;
  }
}

const CXXRecordDecl *FlowEngine::processOf(const FunctionDecl *F) const {
  const auto *M = dyn_cast<CXXMethodDecl>(F);
  if (!M || M->isStatic())
    return nullptr;
  const CXXRecordDecl *R = M->getParent();
  while (R && R->isLambda()) {
    const auto *Outer = dyn_cast<CXXMethodDecl>(R->getDeclContext());
    R = Outer ? Outer->getParent() : nullptr;
  }
  return R && isProcessClass(R) ? R : nullptr;
}

std::string SkippedFunction::message() const {
  std::string Name = "'" + Function->getQualifiedNameAsString() + "'";
  return (Why == Reason::TooLarge ? Name + " is too large for the flow analysis"
                                  : "Clang builds no control flow graph of " + Name) +
         ": moves and borrows in it were not checked";
}

void FlowEngine::skip(const FunctionDecl *F, SkippedFunction::Reason Why) {
  // Summaries and hazards of a function are two runs.
  if (llvm::none_of(Skipped, [&](const SkippedFunction &S) { return S.Function == F; }))
    Skipped.push_back({F, Why});
}

} // namespace conure
