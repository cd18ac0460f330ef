//===- ContentsBody.cpp ---------------------------------------------------===//
#include "rewrite/counts/ContentsBody.h"
#include "rewrite/counts/BodyWalk.h"
#include "rewrite/counts/Endings.h"
#include "rewrite/counts/Holders.h"
#include "rewrite/counts/ObjectEnds.h"
#include "rewrite/counts/Statements.h"
#include "rewrite/counts/Strays.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace conure::rewrite {

namespace {

class Collector : public BodyWalk<Collector> {
public:
  Collector(const FunctionDecl *F, UnitContext &U, Counted &C, ContentsBody &Out) : BodyWalk(F), U(U), C(C), Out(Out) {}

  bool TraverseLambdaExpr(LambdaExpr *L) {
    for (const LambdaCapture &Capture : L->captures())
      if (Capture.capturesVariable() && Capture.getCaptureKind() == LCK_ByRef)
        if (const auto *V = dyn_cast<VarDecl>(Capture.getCapturedVar()))
          Out.Escaping.insert(V);
    return BodyWalk::TraverseLambdaExpr(L);
  }

  bool VisitExpr(Expr *E) {
    if (isa<UnaryOperator>(E) && cast<UnaryOperator>(E)->getOpcode() == UO_AddrOf)
      escape(cast<UnaryOperator>(E)->getSubExpr());
    if (const auto *Construct = dyn_cast<CXXConstructExpr>(E);
        Construct && !Construct->getConstructor()->isCopyOrMoveConstructor())
      for (const Expr *A : Construct->arguments())
        if (A->isGLValue())
          escape(A);
    if (const auto *List = dyn_cast<InitListExpr>(E)) // `Holder h{v}` with a field that is a reference
      for (const Expr *Init : List->inits())
        if (Init && Init->isGLValue())
          escape(Init);
    if (const auto *Call = dyn_cast<CallExpr>(E))
      noteMove(Call);
    if (const auto *Call = dyn_cast<CallExpr>(E); Call && !E->isInstantiationDependent())
      arguments(Call);
    noteWrite(E);
    if (isa<CallExpr>(E) && !E->isTypeDependent())
      for (Change &Leave : leavesOf(E)) {
        if (Leave.Name == "move" && !isTakenOver())
          continue;
        if (Leave.Name == "exchange" && isDiscarded() && holdingOf(Leave.Object->getType()) != Holding::None) {
          Leave.Name = "swap away"; // what it had ends at once
          Leave.Leaves = false;
        }
        Out.Sites.push_back({E, Function, statement(), std::move(Leave)});
      }
    if (!E->isTypeDependent() && !isInTemplate())
      if (std::optional<Change> End = endOf(E, C))
        Out.Sites.push_back({E, Function, statement(), std::move(End)});
    std::optional<Change> What = changeOf(E, C);
    if (What || (isa<CallExpr, CXXConstructExpr, CXXDeleteExpr>(E) && !E->isTypeDependent()))
      Out.Sites.push_back({E, Function, statement(), std::move(What)});
    return true;
  }

  bool VisitDeclStmt(DeclStmt *S) {
    const Stmt *Parent = above(0);
    for (Decl *One : S->decls()) {
      auto *V = dyn_cast<VarDecl>(One);
      if (!V || V->isImplicit() || V->hasGlobalStorage())
        continue;
      if (V->hasInit() && V->getType()->isReferenceType())
        escape(V->getInit());
      if (const auto *Loop = dyn_cast_or_null<CXXForRangeStmt>(Parent); Loop && Loop->getLoopVariable() == V)
        continue;
      variable(V, S, Parent);
      if (const auto *Block = dyn_cast_or_null<CompoundStmt>(Parent);
          Block && !isa_and_nonnull<SwitchStmt>(above(1)) && U.isPlain(S->getBeginLoc()) && U.isPlain(S->getEndLoc())) {
        const SourceLocation End = U.afterToken(S->getEndLoc());
        Places[V] = {End, End, Block->getRBracLoc(), {}};
      }
    }
    return true;
  }
  bool VisitCXXForRangeStmt(CXXForRangeStmt *S) {
    iteration(S);
    return true;
  }
  /// What is returned of a container that ends with the function.
  bool VisitReturnStmt(ReturnStmt *S) {
    const QualType T = Function->getReturnType();
    if (!S->getRetValue() || !isBorrowType(T) || isCountedBorrow(T) || !U.isEditable(S->getBeginLoc()))
      return true;
    for (const Expr *E : uncounted(originOfInit(T, S->getRetValue(), Function)))
      if (const VarDecl *V = storageOf(E); V && V->getDeclContext() == Function && !Out.Moved.count(V)) {
        ElementBorrow B;
        B.Function = Function;
        B.Stray = "the result";
        B.Loc = S->getRetValue()->getExprLoc();
        B.Obstacle = "it is returned, and '" + V->getNameAsString() + "' ends with the function";
        Out.Borrows.push_back(std::move(B));
        break;
      }
    return true;
  }

private:
  const Stmt *above(unsigned N) const { return Stack.size() < N + 2 ? nullptr : Stack[Stack.size() - 2 - N]; }

  void escape(const Expr *E) {
    if (const auto *Ref = dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts()))
      if (const auto *V = dyn_cast<VarDecl>(Ref->getDecl()))
        Out.Escaping.insert(V);
  }

  void arguments(const CallExpr *Call) {
    const FunctionDecl *F = Call->getDirectCallee();
    if (!F || isStd(F) || isConureLibrary(F) || F->getBuiltinID() != 0)
      return;
    const FunctionDecl *Callee = F->getDefinition() ? F->getDefinition() : F;
    if (Callee->isDependentContext())
      return;
    const unsigned First = isa<CXXOperatorCallExpr>(Call) && isa<CXXMethodDecl>(F);
    for (unsigned I = 0; I < Callee->getNumParams() && I + First < Call->getNumArgs(); ++I) {
      const ParmVarDecl *P = Callee->getParamDecl(I);
      const Expr *A = Call->getArg(I + First);
      if (!isBorrowType(P->getType()) || isCountedBorrow(P->getType()))
        continue;
      if (Origin From = uncounted(originOfInit(P->getType(), A, Function)); !From.empty())
        Out.Arguments.push_back({Call, A, Callee, P, std::move(From)});
    }
  }

  void noteMove(const CallExpr *Call) {
    const FunctionDecl *F = Call->getDirectCallee();
    if (!F || !F->getIdentifier() || !isStd(F) ||
        !isOneOf(F->getName(), {"move", "forward", "swap", "exchange", "splice", "splice_after", "merge", "extract"}))
      return;
    auto Note = [&](const Expr *E) {
      if (const VarDecl *V = rootOf(E))
        Out.Moved.insert(V);
      if (const auto *Member = dyn_cast<MemberExpr>(E->IgnoreParenImpCasts()))
        if (const auto *Field = dyn_cast<FieldDecl>(Member->getMemberDecl()))
          Out.MovedFields.insert(Field);
    };
    for (const Expr *A : Call->arguments())
      Note(A);
    if (const auto *Member = dyn_cast<MemberExpr>(Call->getCallee()->IgnoreParens()))
      Note(Member->getBase());
  }

  /// True if this is one instantiation of many, which share what is written.
  bool isInTemplate() const {
    for (const DeclContext *D = Function; D; D = D->getParent()) {
      if (const auto *F = dyn_cast<FunctionDecl>(D); F && F->getTemplateInstantiationPattern())
        return true;
      if (isa<ClassTemplateSpecializationDecl>(D))
        return true;
    }
    return Function->isDependentContext();
  }
  /// True if what takes the `std::move(x)` that is visited does more than look at it.
  bool isTakenOver() const {
    for (size_t I = Stack.size(); I-- > 1;) {
      const Stmt *Inner = Stack[I], *Parent = Stack[I - 1];
      if (isa<CXXConstructExpr, InitListExpr, ReturnStmt>(Parent))
        return true;
      if (const auto *Call = dyn_cast<CallExpr>(Parent)) {
        const FunctionDecl *F = Call->getDirectCallee();
        const bool HasObject = F && isa<CXXOperatorCallExpr>(Call) && isa<CXXMethodDecl>(F);
        if (HasObject && Call->getArg(0) == Inner)
          return false;
        for (unsigned A = 0; F && A < Call->getNumArgs(); ++A)
          if (Call->getArg(A) == Inner && A >= HasObject && A - HasObject < F->getNumParams()) {
            const QualType T = F->getParamDecl(A - HasObject)->getType();
            return !T->isReferenceType() || !T->getPointeeType().isConstQualified();
          }
        return true;
      }
      if (const auto *Cast = dyn_cast<ExplicitCastExpr>(Parent); Cast && Cast->getType().isConstQualified())
        return false; // what takes it can only copy
      if (!isa<CastExpr, ParenExpr, FullExpr, MaterializeTemporaryExpr, CXXBindTemporaryExpr, ConditionalOperator>(
              Parent))
        return false;
    }
    return false;
  }

  /// The statement directly in a block that holds the one visited.
  const Stmt *statement() const {
    for (size_t I = Stack.size(); I-- > 1;) {
      if (isa<LambdaExpr>(Stack[I]))
        return nullptr;
      if (isa<CompoundStmt>(Stack[I - 1]))
        return Stack[I];
    }
    return nullptr;
  }

  bool isDiscarded() const {
    unsigned N = 0;
    const Stmt *Child = Stack.back(), *Parent = above(0);
    while (Parent && isa<ExprWithCleanups, ParenExpr, CXXBindTemporaryExpr>(Parent)) {
      Child = Parent;
      Parent = above(++N);
    }
    if (!Parent || isa<CXXForRangeStmt>(Parent))
      return true;
    return statementDiscards(Parent, Child).value_or(false);
  }

  void noteWrite(Expr *E) {
    const Expr *To = nullptr, *From = nullptr;
    if (const auto *Operator = dyn_cast<BinaryOperator>(E); Operator && Operator->getOpcode() == BO_Assign) {
      To = Operator->getLHS();
      From = Operator->getRHS();
    } else if (const auto *Call = dyn_cast<CXXOperatorCallExpr>(E); Call && Call->getOperator() == OO_Equal) {
      To = Call->getArg(0);
      From = Call->getArg(1);
    }
    const auto *Ref = To ? dyn_cast<DeclRefExpr>(To->IgnoreParenImpCasts()) : nullptr;
    const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
    if (V && V->hasLocalStorage() && (V->getType()->isPointerType() || isHandle(V->getType())))
      Out.Writes.push_back({V, E, Function, uncounted(originOfHandle(From, Function)), isDiscarded()});
  }

  /// Without what is told by the counts of values.
  Origin uncounted(Origin From) {
    Origin Result;
    for (const Expr *E : From) {
      QualType T = E->getType()->isPointerType() ? E->getType()->getPointeeType() : E->getType();
      const auto *S = dyn_cast_or_null<ClassTemplateSpecializationDecl>(T->getAsCXXRecordDecl());
      if (holdingOf(T) == Holding::Owner && S && S->getTemplateArgs()[0].getKind() == TemplateArgument::Type &&
          C.isCountedType(S->getTemplateArgs()[0].getAsType()))
        continue;
      Result.push_back(E);
    }
    return Result;
  }
  bool isCountedBorrow(QualType T) {
    return (T->isReferenceType() || T->isPointerType()) && C.isCountedType(T->getPointeeType());
  }

  void nameOf(const VarDecl *V, ElementBorrow &B) {
    B.Variable = V;
    B.Function = Function;
    B.Loc = V->getLocation();
    B.Name = V->getNameAsString();
    if (const auto *Parts = dyn_cast<DecompositionDecl>(V); Parts && !Parts->bindings().empty()) {
      B.Name = Parts->bindings()[0]->getNameAsString();
      B.Loc = Parts->bindings()[0]->getLocation();
    }
  }
  static bool isView(QualType T) {
    const CXXRecordDecl *R = T->isReferenceType() ? nullptr : T->getAsCXXRecordDecl();
    return R && R->getIdentifier() && (R->getName() == "basic_string_view" || R->getName() == "span");
  }

  /// A guard before \p Body, for as long as it runs. \p Head is the token before it: the guard then stands on the line
  /// of the head.
  void atStart(ElementBorrow &B, const Stmt *Body, SourceLocation Head) {
    if (!Body)
      return;
    auto Range = U.written(Body->getSourceRange());
    SourceLocation End = Range && U.isPlain(Head) ? U.afterStatement(Body) : SourceLocation();
    if (End.isInvalid()) {
      B.Obstacle = "its body is written by a macro";
      B.Scopes.push_back({{}, Body->getBeginLoc(), U.afterToken(U.sources().getExpansionLoc(Body->getEndLoc())), {}});
      return;
    }
    B.Scopes.push_back({U.afterToken(Head), Range->getBegin(), End, End});
  }

  /// The guard of an iteration stands before the loop, once for all its rounds. What the loop itself declares before
  /// the range cannot be named there.
  void beforeLoop(ElementBorrow &B, const CXXForRangeStmt *S) {
    ElementBorrow::Scope &Body = B.Scopes.back();
    SourceLocation End = U.isPlain(S->getBeginLoc()) ? U.afterStatement(S) : SourceLocation();
    if (S->getInit() || Body.WrapEnd.isInvalid() || End.isInvalid())
      return;
    Body.Insert = S->getBeginLoc();
    Body.WrapEnd = End;
    Body.Before = true;
  }

  void variable(const VarDecl *V, const DeclStmt *S, const Stmt *Parent) {
    QualType T = V->getType();
    if (isa<DecompositionDecl>(V) && !T->isReferenceType())
      return; // copies
    if (isCountedBorrow(T))
      return;
    ElementBorrow B;
    nameOf(V, B);
    B.From = uncounted(originOfInit(T, V->getInit(), Function));
    B.HasInit = !B.From.empty();
    if (B.From.empty()) {
      if (!(T->isPointerType() || isHandle(T)))
        return;
      // It may borrow later.
      Assigned.push_back({V, Out.Borrows.size()});
    }
    B.Watch = {V};
    B.How = T->isReferenceType() ? ElementBorrow::Reference : isView(T) ? ElementBorrow::View : ElementBorrow::Handle;
    if (const auto *Block = dyn_cast_or_null<CompoundStmt>(Parent)) {
      SourceLocation End = S->getEndLoc();
      if (!U.isPlain(End) || !U.isPlain(S->getBeginLoc()))
        B.Obstacle = "it is written by a macro";
      else
        End = U.afterToken(End);
      B.Scopes.push_back({End, End, Block->getRBracLoc(), {}});
      if (const auto *Switch = dyn_cast_or_null<SwitchStmt>(above(1)); Switch && !V->hasInit())
        B.Obstacle = "a case label could jump past its guard";
    } else if (const auto *For = dyn_cast_or_null<ForStmt>(Parent)) {
      atStart(B, For->getBody(), For->getRParenLoc());
      B.Head = {S->getEndLoc(), For->getRParenLoc()};
    } else if (const auto *If = dyn_cast_or_null<IfStmt>(Parent)) {
      atStart(B, If->getThen(), If->getRParenLoc());
      atStart(B, If->getElse(), If->getElseLoc());
    } else if (const auto *While = dyn_cast_or_null<WhileStmt>(Parent)) {
      atStart(B, While->getBody(), While->getRParenLoc());
    } else if (Parent) {
      B.Obstacle = "it is declared where no guard can stand";
      B.Scopes.push_back({{}, S->getBeginLoc(), Parent->getEndLoc(), {}});
    }
    Out.Borrows.push_back(std::move(B));
  }

  void iteration(const CXXForRangeStmt *S) {
    const VarDecl *Begin = S->getBeginStmt() ? dyn_cast<VarDecl>(S->getBeginStmt()->getSingleDecl()) : nullptr;
    const Expr *Range = S->getRangeInit();
    if (!Begin || !Range || Range->isTypeDependent())
      return;
    Range = Range->IgnoreParenImpCasts();
    const VarDecl *V = S->getLoopVariable();
    Holding How = holdingOf(Range->getType());
    Origin From;
    if (How != Holding::None && Range->isLValue()) {
      From.push_back(Range);
      for (const Expr *E : originOfObject(Range, Function))
        From.push_back(E);
    } else if (isHandle(Range->getType())) {
      From = originOfHandle(Range, Function); // a span, also one that is made here
    } else if (Range->isLValue()) {
      From = originOfObject(Range, Function); // an array, a range, a view in an element
    }
    From = uncounted(std::move(From));
    if (From.empty())
      return;
    bool Nodes = How == Holding::Nodes || How == Holding::Hashed;
    bool ByReference = V->getType()->isReferenceType();
    ElementBorrow B;
    nameOf(V, B);
    B.From = From;
    B.Watch = {Begin};
    B.Loop = S;
    atStart(B, S->getBody(), S->getRParenLoc());
    ElementBorrow Loop = B;
    beforeLoop(Loop, S);
    Loop.How = Nodes && !ByReference  ? ElementBorrow::View
               : How == Holding::None ? ElementBorrow::View
                                      : ElementBorrow::Iteration;
    Loop.Suffix = "_r";
    Out.Borrows.push_back(std::move(Loop));
    if (!ByReference || How == Holding::None || isCountedBorrow(V->getType()))
      return;
    if (Nodes)
      B.Watch.push_back(V);
    else
      B.Watch = {V};
    Out.Borrows.push_back(std::move(B));
  }

public:
  /// Keeps of the handles without a known beginning those that are given one later.
  void finish() {
    llvm::DenseSet<size_t> Idle;
    for (auto [V, I] : Assigned) {
      bool Found = false;
      for (const HandleWrite &W : Out.Writes)
        if (W.To == V && !W.From.empty()) {
          if (Out.Borrows[I].From.empty())
            Out.Borrows[I].From = W.From;
          Found = true;
        }
      if (!Found)
        Idle.insert(I);
    }
    for (ElementBorrow &B : Out.Borrows)
      for (const HandleWrite &W : Out.Writes)
        if (W.To == B.Variable)
          B.Later.insert(B.Later.end(), W.From.begin(), W.From.end());
    std::vector<ElementBorrow> Kept;
    for (size_t I = 0; I != Out.Borrows.size(); ++I)
      if (!Idle.count(I))
        Kept.push_back(std::move(Out.Borrows[I]));
    Out.Borrows = std::move(Kept);
  }

  /// Borrows that are put where no guard stands.
  void strays() {
    for (const StraySink &S : straySinks(Function)) {
      if (isCountedBorrow(S.As) || !U.isEditable(S.Value->getExprLoc()))
        continue;
      ElementBorrow B;
      B.From = uncounted(originOfInit(S.As, S.Value, S.Function));
      bool Assigned = false;
      for (const HandleWrite &W : Out.Writes)
        if (S.Copied && W.To == S.Copied) {
          Assigned = true;
          B.From.insert(B.From.end(), W.From.begin(), W.From.end());
        }
      if (B.From.empty())
        continue;
      // The guard of the variable that is copied lasts longer than the copy, and still is of the same.
      if (S.Copied && !Assigned && S.Holder && S.Copied->getLocation() < S.Holder->getLocation())
        continue;
      B.Function = S.Function;
      B.Stray = S.Where;
      B.Loc = S.Value->getExprLoc();
      B.How = ElementBorrow::View;
      B.Obstacle = "it is in " + S.Where;
      if (S.Holder && S.Holder->getDeclContext() == S.Function && !leaves(S.Holder)) {
        B.Variable = S.Holder;
        const auto *First = S.Loop && S.Loop->getBeginStmt() ? S.Loop->getBeginStmt()->getSingleDecl() : nullptr;
        if (First)
          B.Watch = {cast<VarDecl>(First), S.Loop->getLoopVariable()};
        else if (!Out.Escaping.count(S.Holder) && !usesAtItsEnd(S.Holder->getType()))
          // else others may know it, and use it at any time
          B.Watch = {S.Holder};
        if (!B.Watch.empty() && !First)
          hold(B, S);
        if (B.Scopes.empty())
          B.Scopes.push_back({{}, S.Holder->getLocation(), Function->getEndLoc(), {}});
      }
      Out.Borrows.push_back(std::move(B));
    }
  }

private:
  /// A guard beside the variable that holds it, if that keeps it.
  void hold(ElementBorrow &B, const StraySink &S) {
    auto Place = Places.find(S.Holder);
    if (Place == Places.end() || !S.Statement || !isSettled(S.Holder, Function->getBody(), S.Statement))
      return;
    const bool Declares = isa<DeclStmt>(S.Statement);
    if (Declares) {
      if (!cast<DeclStmt>(S.Statement)->isSingleDecl() || cast<DeclStmt>(S.Statement)->getSingleDecl() != S.Holder)
        return;
    } else {
      B.HeldFrom = U.isPlain(S.Statement->getBeginLoc()) ? U.afterStatement(S.Statement) : SourceLocation();
      if (B.HeldFrom.isInvalid())
        return;
    }
    nameOf(S.Holder, B);
    B.Loc = S.Value->getExprLoc();
    if (S.Part) {
      const auto *Parts = dyn_cast<DecompositionDecl>(S.Holder);
      const unsigned I = llvm::StringRef(S.Part) == ".second";
      B.HeldText = !Parts                         ? B.Name + S.Part
                   : I < Parts->bindings().size() ? Parts->bindings()[I]->getNameAsString()
                                                  : "";
    } else if (S.Copied) {
      B.HeldText = S.Copied->getNameAsString();
    } else if (const Expr *Value = copied(S.Value); isAgain(Value)) {
      if (auto Range = U.written(Value->getSourceRange()))
        B.HeldText = U.text(Range->getBegin(), Range->getEnd()).str();
      if (!B.HeldText.empty() && S.As->isReferenceType())
        B.HeldText = "::std::addressof(" + B.HeldText + ")";
    }
    if (B.HeldText.find('\n') != std::string::npos || B.HeldText.find("/*") != std::string::npos)
      B.HeldText.clear();
    B.How = ElementBorrow::Held;
    B.Suffix = "_h" + std::to_string(Out.Borrows.size());
    B.Obstacle.clear();
    B.HasInit = Declares;
    B.Scopes.push_back(Place->second);
  }
  /// What a handle is a copy of.
  static const Expr *copied(const Expr *E) {
    E = plain(E);
    const auto *Construct = dyn_cast<CXXConstructExpr>(E);
    return Construct && Construct->getConstructor()->isCopyOrMoveConstructor() ? plain(Construct->getArg(0)) : E;
  }
  /// True if \p E gives the same place when it is evaluated once more.
  static bool isAgain(const Expr *E) {
    if (isRepeatable(E))
      return true;
    const auto *Call = dyn_cast<CXXMemberCallExpr>(E);
    const auto *Member = Call ? dyn_cast<MemberExpr>(Call->getCallee()->IgnoreParens()) : nullptr;
    return Member && Call->getNumArgs() == 0 && Call->getMethodDecl() && Call->getMethodDecl()->getIdentifier() &&
           isOneOf(Call->getMethodDecl()->getName(), {"begin", "end", "cbegin", "cend", "data", "c_str"}) &&
           !Member->isImplicitAccess() && isRepeatable(Member->getBase());
  }

  /// True if the destructor of what holds a borrow may use it.
  static bool usesAtItsEnd(QualType T) {
    const CXXRecordDecl *R = T->getAsCXXRecordDecl();
    return R && R->hasDefinition() && !isStd(R) && !R->isLambda() && R->hasUserDeclaredDestructor() &&
           !R->hasTrivialDestructor();
  }
  /// True if \p V, or what it holds, is returned or handed over.
  bool leaves(const VarDecl *V) const {
    struct Returned : RecursiveASTVisitor<Returned> {
      const VarDecl *V;
      bool Found = false;
      explicit Returned(const VarDecl *V) : V(V) {}
      bool VisitReturnStmt(ReturnStmt *S) {
        Found |= mentions(S->getRetValue(), V) && !S->getRetValue()->getType()->isScalarType();
        return true;
      }
    } Visitor(V);
    Visitor.TraverseStmt(Function->getBody());
    return Visitor.Found || Out.Moved.count(V);
  }

  UnitContext &U;
  Counted &C;
  ContentsBody &Out;
  std::vector<std::pair<const VarDecl *, size_t>> Assigned;
  llvm::DenseMap<const VarDecl *, ElementBorrow::Scope> Places; ///< behind the declarations of variables of blocks
};

} // namespace

const VarDecl *rootOf(const Expr *E) {
  while (true) {
    E = E->IgnoreParenImpCasts();
    if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
      return dyn_cast<VarDecl>(Ref->getDecl());
    if (const auto *Member = dyn_cast<MemberExpr>(E))
      E = Member->getBase();
    else if (const auto *Operator = dyn_cast<UnaryOperator>(E))
      E = Operator->getSubExpr();
    else if (const auto *Subscript = dyn_cast<ArraySubscriptExpr>(E))
      E = Subscript->getBase();
    else if (const auto *Call = dyn_cast<CXXOperatorCallExpr>(E); Call && Call->getNumArgs())
      E = Call->getArg(0);
    else
      return nullptr;
  }
}
bool isOwnLocal(const VarDecl *V) {
  return V && V->hasLocalStorage() && !V->getType()->isReferenceType() && !V->getType()->isPointerType();
}

ContentsBody ContentsBody::collect(const FunctionDecl *F, UnitContext &U, Counted &C) {
  ContentsBody Result;
  Collector Visitor(F, U, C, Result);
  if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(F))
    for (const CXXCtorInitializer *Init : Constructor->inits())
      if (Init->isWritten())
        Visitor.TraverseStmt(Init->getInit());
  Visitor.TraverseStmt(F->getBody());
  Visitor.finish();
  Visitor.strays();
  return Result;
}

std::vector<const VarDecl *> ContentsBody::watched(const FunctionDecl *F) const {
  std::vector<const VarDecl *> All;
  for (const ElementBorrow &B : Borrows)
    if (B.Function == F)
      All.insert(All.end(), B.Watch.begin(), B.Watch.end());
  return All;
}

} // namespace conure::rewrite
