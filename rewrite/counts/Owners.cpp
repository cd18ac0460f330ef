//===- Owners.cpp ---------------------------------------------------------===//
#include "rewrite/counts/Owners.h"
#include "checks/model/Index.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace conure::rewrite {

namespace {

const FunctionDecl *pattern(const FunctionDecl *F) {
  if (const FunctionDecl *P = F->getTemplateInstantiationPattern())
    F = P;
  return F->getCanonicalDecl();
}

bool isLambdaCall(const FunctionDecl *F) {
  const auto *M = dyn_cast<CXXMethodDecl>(F);
  return M && M->getParent()->isLambda();
}

std::string functionKey(UnitContext &U, const FunctionDecl *F) {
  F = pattern(F);
  std::string Key = isLambdaCall(F) ? std::string() : indexKey(F);
  return Key.empty() ? U.placeName(F->getLocation()) : Key;
}

/// Pointers to objects, and what may hide one.
bool isFollowed(QualType T) {
  if (T.isNull())
    return false;
  T = T.getNonReferenceType();
  return T->isPointerType() && (T->getPointeeType()->isRecordType() || T->isVoidPointerType());
}

/// Stands for all pointers to objects of this class that are where nobody
/// looks: in containers, behind pointers to pointers.
std::string anyNode(QualType T) {
  T = T.getNonReferenceType();
  if (T->isPointerType())
    T = T->getPointeeType();
  return "any " + T.getCanonicalType().getUnqualifiedType().getAsString();
}

class FlowVisitor : public RecursiveASTVisitor<FlowVisitor> {
public:
  FlowVisitor(UnitContext &U) : U(U), Out(U.pointers()) {}
  bool shouldVisitTemplateInstantiations() const { return true; }
  bool shouldVisitImplicitCode() const { return true; }

  void walk() {
    for (Decl *D : U.topLevel())
      if (U.isEditable(D->getLocation()))
        TraverseDecl(D);
  }

  bool TraverseDecl(Decl *D) {
    const FunctionDecl *Outer = Function;
    if (const auto *F = dyn_cast_or_null<FunctionDecl>(D))
      Function = F;
    bool Go = RecursiveASTVisitor::TraverseDecl(D);
    Function = Outer;
    return Go;
  }
  bool TraverseLambdaExpr(LambdaExpr *L) {
    const FunctionDecl *Outer = Function;
    Function = L->getCallOperator();
    called(Function);
    bool Go = RecursiveASTVisitor::TraverseLambdaExpr(L);
    Function = Outer;
    return Go;
  }

  bool VisitFunctionDecl(FunctionDecl *F) {
    // Who overrides it is in the project, too.
    if (F->doesThisDeclarationHaveABody() || (F->isPureVirtual() && U.options().seesAll()))
      Out.Bodies.insert(functionKey(U, F));
    if (isa<CXXConstructorDecl>(F))
      called(F); // by make_unique, emplace …
    if (const auto *M = dyn_cast<CXXMethodDecl>(F))
      for (const CXXMethodDecl *Base : M->overridden_methods()) {
        flow(thisNode(U, Base), thisNode(U, M));
        for (unsigned I = 0; I < std::min(M->getNumParams(), Base->getNumParams()); ++I)
          if (isFollowed(M->getParamDecl(I)->getType()))
            flow(pointerNode(U, Base->getParamDecl(I)), pointerNode(U, M->getParamDecl(I)));
        if (isFollowed(M->getReturnType()))
          flow(returnNode(M), returnNode(Base));
      }
    return true;
  }
  bool VisitCXXConstructorDecl(CXXConstructorDecl *D) {
    for (const CXXCtorInitializer *I : D->inits())
      if (I->isAnyMemberInitializer() && I->getInit() && isFollowed(I->getAnyMember()->getType()))
        assign(pointerNode(U, I->getAnyMember()), I->getInit());
    return true;
  }
  bool VisitVarDecl(VarDecl *V) {
    if (!isFollowed(V->getType()))
      return true;
    if (V->hasInit())
      assign(pointerNode(U, V), V->getInit());
    if (V->getType()->isReferenceType() && V->hasInit())
      for (const std::string &Source : sources(V->getInit()))
        flow(pointerNode(U, V), Source);
    return true;
  }
  bool VisitFieldDecl(FieldDecl *F) {
    if (isFollowed(F->getType()) && F->hasInClassInitializer() && F->getInClassInitializer())
      assign(pointerNode(U, F), F->getInClassInitializer());
    return true;
  }
  bool VisitBinaryOperator(BinaryOperator *E) {
    if (E->isCompoundAssignmentOp() && isFollowed(E->getLHS()->getType()))
      computed(sources(E->getLHS()), E->getBeginLoc());
    if ((E->isComparisonOp() || E->getOpcode() == BO_Sub) && isFollowed(E->getLHS()->getType()) &&
        isFollowed(E->getRHS()->getType()))
      for (const std::string &A : sources(E->getLHS()))
        for (const std::string &B : sources(E->getRHS()))
          if (A != B)
            Out.Compared.insert({std::min(A, B), std::max(A, B)});
    if (E->getOpcode() == BO_Assign && isFollowed(E->getLHS()->getType()))
      for (const std::string &To : sources(E->getLHS()))
        assign(To, E->getRHS());
    return true;
  }
  bool VisitUnaryOperator(UnaryOperator *E) {
    if (E->isIncrementDecrementOp() && isFollowed(E->getSubExpr()->getType()))
      computed(sources(E->getSubExpr()), E->getBeginLoc());
    // Who has a pointer's address reads and writes it.
    if (E->getOpcode() == UO_AddrOf && isFollowed(E->getSubExpr()->getType()))
      for (const std::string &Node : sources(E->getSubExpr())) {
        flow(Node, anyNode(E->getSubExpr()->getType()));
        flow(anyNode(E->getSubExpr()->getType()), Node);
      }
    return true;
  }
  bool VisitDeclRefExpr(DeclRefExpr *E) {
    if (const auto *F = dyn_cast<FunctionDecl>(E->getDecl()); F && U.isEditable(F->getLocation()))
      Named.push_back(F);
    return true;
  }
  bool VisitReturnStmt(ReturnStmt *S) {
    if (Function && S->getRetValue() && isFollowed(Function->getReturnType()))
      assign(returnNode(Function), S->getRetValue());
    return true;
  }
  bool VisitInitListExpr(InitListExpr *E) {
    const CXXRecordDecl *R =
        E->isSemanticForm() && !E->getType().isNull() ? E->getType()->getAsCXXRecordDecl() : nullptr;
    if (!R || !R->isAggregate())
      return true;
    unsigned I = R->getNumBases();
    for (const FieldDecl *F : R->fields()) {
      if (I < E->getNumInits() && isFollowed(F->getType()))
        assign(pointerNode(U, F), E->getInit(I));
      ++I;
    }
    return true;
  }
  bool VisitCXXDeleteExpr(CXXDeleteExpr *E) {
    if (!E->isTypeDependent() && !E->getArgument()->isTypeDependent())
      end(E->getArgument(), "it is deleted", E->getBeginLoc());
    return true;
  }
  bool VisitCXXConstructExpr(CXXConstructExpr *E) {
    arguments(E->getConstructor(), {E->getArgs(), E->getNumArgs()}, E->getBeginLoc());
    return true;
  }
  bool VisitCallExpr(CallExpr *E) {
    const FunctionDecl *F = E->getDirectCallee();
    llvm::ArrayRef<const Expr *> Args(E->getArgs(), E->getNumArgs());
    if (!F) {
      for (const Expr *A : Args)
        if (isFollowed(A->getType()))
          assign(anyNode(A->getType()), A);
      return true;
    }
    const auto *M = dyn_cast<CXXMethodDecl>(F);
    const Expr *Object = nullptr;
    if (const auto *Member = dyn_cast<CXXMemberCallExpr>(E)) {
      Object = Member->getImplicitObjectArgument();
    } else if (M && M->isInstance() && isa<CXXOperatorCallExpr>(E) && !Args.empty()) {
      Object = Args.front();
      Args = Args.drop_front();
    }
    if (Object && isa_and_nonnull<CXXDestructorDecl>(M))
      end(Object, "its destructor is called", E->getBeginLoc());
    else if (Object && M && U.isEditable(M->getLocation()))
      for (const std::string &From : sources(Object))
        flow(From, thisNode(U, M));
    arguments(F, Args, E->getBeginLoc());
    return true;
  }

  /// A function whose address is used may be called with anything.
  void finish() {
    for (const FunctionDecl *F : Named)
      if (!isa<CXXMethodDecl>(F))
        called(F);
  }

private:
  void flow(const std::string &From, const std::string &To) {
    if (!From.empty() && !To.empty() && From != To)
      Out.Flows.insert({From, To});
  }
  void computed(const std::vector<std::string> &Nodes, SourceLocation L) {
    std::string Why = "it is computed, and may point past the end of an array" + where(L);
    for (const std::string &Node : Nodes)
      if (llvm::StringRef(Node).starts_with("any "))
        continue;
      else if (auto [It, New] = Out.Computed.try_emplace(Node, Why); !New && Why < It->second)
        It->second = Why;
  }
  /// True if the value may be the end of an array.
  static bool isComputed(const Expr *E) {
    E = E->IgnoreParenCasts();
    if (const auto *Choice = dyn_cast<ConditionalOperator>(E))
      return isComputed(Choice->getTrueExpr()) || isComputed(Choice->getFalseExpr());
    if (const auto *Operator = dyn_cast<BinaryOperator>(E))
      return Operator->isAdditiveOp() || (Operator->isCommaOp() && isComputed(Operator->getRHS())) ||
             (Operator->isAssignmentOp() && isComputed(Operator->getRHS()));
    if (const auto *Cleanups = dyn_cast<ExprWithCleanups>(E))
      return isComputed(Cleanups->getSubExpr());
    const auto *Call = dyn_cast<CallExpr>(E);
    const FunctionDecl *F = Call ? Call->getDirectCallee() : nullptr;
    if (!F || !F->getIdentifier() || !isStd(F))
      return false;
    if (llvm::is_contained({"end", "cend", "next", "prev"}, F->getName()))
      return true;
    // find, lower_bound and the like give the end if there is nothing to find.
    return !isa<CXXMethodDecl>(F) && Call->getNumArgs() >= 2 && Call->getArg(0)->getType()->isPointerType() &&
           Call->getArg(1)->getType()->isPointerType();
  }
  void assign(const std::string &To, const Expr *From) {
    if (!To.empty() && !llvm::StringRef(To).starts_with("any ") && From && !From->isTypeDependent() && isComputed(From))
      computed({To}, From->getBeginLoc());
    for (const std::string &Source : sources(From))
      flow(Source, To);
  }
  std::string where(SourceLocation L) {
    Place P = U.place(L);
    return " (" + P.File + ":" + std::to_string(P.Line) + ")";
  }
  void end(const Expr *E, const std::string &What, SourceLocation L) {
    std::string Why = "it may own what it points to: " + What + where(L);
    for (const std::string &Node : sources(E))
      if (auto [It, New] = Out.Ends.try_emplace(Node, Why); !New && Why < It->second)
        It->second = Why;
  }
  std::string returnNode(const FunctionDecl *F) { return "result of " + functionKey(U, F); }
  void called(const FunctionDecl *F) {
    for (const ParmVarDecl *P : F->parameters())
      if (isFollowed(P->getType()))
        flow(anyNode(P->getType()), pointerNode(U, P));
  }

  /// What a pointer, or the object it points to, may have come from.
  std::vector<std::string> sources(const Expr *E) {
    if (!E || E->isTypeDependent())
      return {};
    E = E->IgnoreParenCasts();
    while (true) {
      const Expr *Inner = E->IgnoreImplicit()->IgnoreParenCasts();
      if (const auto *Deref = dyn_cast<UnaryOperator>(Inner);
          Deref && Deref->getOpcode() == UO_Deref && isFollowed(Deref->getSubExpr()->getType()))
        Inner = Deref->getSubExpr()->IgnoreParenCasts();
      if (Inner == E)
        break;
      E = Inner;
    }
    if (const auto *Choice = dyn_cast<ConditionalOperator>(E))
      return both(Choice->getTrueExpr(), Choice->getFalseExpr());
    if (const auto *Operator = dyn_cast<BinaryOperator>(E)) {
      if (Operator->isCommaOp())
        return sources(Operator->getRHS());
      if (Operator->isAssignmentOp())
        return both(Operator->getLHS(), Operator->getRHS());
      return isFollowed(Operator->getLHS()->getType()) ? sources(Operator->getLHS()) : sources(Operator->getRHS());
    }
    if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
      if (isFollowed(Ref->getType()))
        return {pointerNode(U, Ref->getDecl())};
      return {};
    }
    if (const auto *Member = dyn_cast<MemberExpr>(E)) {
      if (isFollowed(Member->getType()))
        return {pointerNode(U, Member->getMemberDecl())};
      return {};
    }
    if (isa<CXXThisExpr>(E)) {
      const auto *M = dyn_cast_or_null<CXXMethodDecl>(method());
      return M ? std::vector<std::string>{thisNode(U, M)} : std::vector<std::string>{};
    }
    if (const auto *Call = dyn_cast<CallExpr>(E))
      return sourcesOfCall(Call);
    if (const auto *List = dyn_cast<InitListExpr>(E); List && List->getNumInits() == 1)
      return sources(List->getInit(0));
    if (const auto *Default = dyn_cast<CXXDefaultArgExpr>(E))
      return sources(Default->getExpr());
    if (isFollowed(E->getType()) && !isa<CXXNewExpr, CXXNullPtrLiteralExpr, GNUNullExpr, CXXScalarValueInitExpr,
                                         ImplicitValueInitExpr, InitListExpr>(E))
      if (const auto *Address = dyn_cast<UnaryOperator>(E); !Address || Address->getOpcode() != UO_AddrOf)
        return {anyNode(E->getType())};
    return {};
  }
  std::vector<std::string> both(const Expr *A, const Expr *B) {
    std::vector<std::string> All = sources(A), More = sources(B);
    All.insert(All.end(), More.begin(), More.end());
    return All;
  }
  std::vector<std::string> sourcesOfCall(const CallExpr *Call) {
    const FunctionDecl *F = Call->getDirectCallee();
    if (!isFollowed(Call->getType()))
      return {};
    if (F && isStd(F) && F->getIdentifier()) {
      llvm::StringRef Name = F->getName();
      if ((Name == "move" || Name == "forward" || Name == "exchange") && Call->getNumArgs() >= 1)
        return sources(Call->getArg(0));
      if (Name == "get" || Name == "release" || Name == "addressof" || Name == "data")
        return {}; // of a smart pointer, of an object
    }
    if (!F || isStd(F))
      return {anyNode(Call->getType())};
    return {returnNode(F)};
  }
  /// The method that `this` is of, through closures.
  const Decl *method() const {
    const Decl *D = Function;
    while (const auto *F = dyn_cast_or_null<FunctionDecl>(D)) {
      if (!isLambdaCall(F))
        return F;
      D = Decl::castFromDeclContext(F->getParent()->getParent());
    }
    return D;
  }

  static bool isSmartPointer(const FunctionDecl *F) {
    const auto *M = dyn_cast<CXXMethodDecl>(F);
    return M && isStd(M) && M->getParent()->getIdentifier() &&
           llvm::is_contained({"unique_ptr", "shared_ptr", "auto_ptr", "__shared_ptr", "__uniq_ptr_impl"},
                              M->getParent()->getName());
  }

  void arguments(const FunctionDecl *F, llvm::ArrayRef<const Expr *> Args, SourceLocation L) {
    const bool Library = !U.isEditable(F->getLocation());
    if (isStd(F) && F->getIdentifier() && F->getName() == "swap" && Args.size() == 2) {
      for (const std::string &A : sources(Args[0]))
        assign(A, Args[1]);
      for (const std::string &B : sources(Args[1]))
        assign(B, Args[0]);
      return;
    }
    for (unsigned I = 0; I < Args.size(); ++I) {
      bool Variadic = I >= F->getNumParams();
      QualType T = Variadic ? Args[I]->getType() : F->getParamDecl(I)->getType();
      if (!isFollowed(T))
        continue;
      if (Library && isSmartPointer(F)) {
        end(Args[I], "a smart pointer takes it", L);
      } else if (Library && !isStd(F) && !F->hasBody() && T->getPointeeType()->isRecordType() &&
                 !T->getPointeeType().isConstQualified()) {
        end(Args[I], "'" + F->getQualifiedNameAsString() + "' of a library may take it", L);
      } else if (Library || Variadic) {
        if (!T->isVoidPointerType()) // memcpy and its like take nothing
          assign(anyNode(T), Args[I]);
      } else {
        std::string To = pointerNode(U, F->getParamDecl(I));
        assign(To, Args[I]);
        // What is only seen as constant is not taken over.
        if (!T.getNonReferenceType()->getPointeeType().isConstQualified())
          Out.Taken.try_emplace(To, functionKey(U, F),
                                "it may own what it points to: '" + F->getQualifiedNameAsString() +
                                    "', which may take it, is not seen" + where(L));
      }
    }
  }

  UnitContext &U;
  PointerFacts &Out;
  const FunctionDecl *Function = nullptr;
  std::vector<const FunctionDecl *> Named;
};

} // namespace

std::string pointerNode(UnitContext &U, const ValueDecl *D) {
  if (const auto *P = dyn_cast<ParmVarDecl>(D))
    if (const auto *F = dyn_cast<FunctionDecl>(P->getDeclContext()))
      return functionKey(U, F) + "#" + std::to_string(P->getFunctionScopeIndex());
  if (const auto *F = dyn_cast<FieldDecl>(D))
    if (const auto *R = dyn_cast<CXXRecordDecl>(F->getParent()))
      if (const CXXRecordDecl *Pattern = R->getTemplateInstantiationPattern())
        for (const FieldDecl *Same : Pattern->fields())
          if (Same->getFieldIndex() == F->getFieldIndex())
            return pointerNode(U, Same);
  if (const auto *V = dyn_cast<VarDecl>(D); V && !V->isLocalVarDeclOrParm())
    D = V->getCanonicalDecl();
  std::string Key = isa<VarDecl>(D) && cast<VarDecl>(D)->isLocalVarDeclOrParm() ? std::string() : indexKey(D);
  return Key.empty() ? U.placeName(D->getLocation()) : Key;
}

std::string anyPointerNode(QualType T) { return anyNode(T); }

std::string thisNode(UnitContext &U, const CXXMethodDecl *M) { return functionKey(U, M) + "#this"; }

void followPointers(UnitContext &U) {
  FlowVisitor V(U);
  V.walk();
  V.finish();
}

} // namespace conure::rewrite
