//===- Locals.cpp - Guards beside local borrows ---------------------------===//
//
// A variable, a parameter or `this` that borrows a counted value gets a guard
// for as long as it lives, `::conure::rt::guard conure_p_g(p);`, and each
// assignment of a pointer tells it: `conure_p_g.follow(p = q)`. No guard is
// made where nothing that runs meanwhile can drop a counted value.
//
//===----------------------------------------------------------------------===//
#include "rewrite/SourceWalk.h"
#include "rewrite/counts/Closures.h"
#include "rewrite/counts/Counts.h"
#include "rewrite/counts/Instantiations.h"
#include "rewrite/counts/Owners.h"
#include "rewrite/counts/Statements.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace conure::rewrite {

namespace {

using Region = llvm::SmallVector<const Stmt *, 8>;

class LocalWriter : public StackedWalk<LocalWriter> {
public:
  LocalWriter(UnitContext &U, Counted &C, const Uses &Used, const Instantiations &Made, Drops &D)
      : StackedWalk(U), C(C), Used(Used), Made(Made), D(D) {}

  bool TraverseDecl(Decl *Declaration) {
    const FunctionDecl *Outer = Function;
    if (const auto *F = dyn_cast_or_null<FunctionDecl>(Declaration)) {
      if (F->isConsteval())
        return true;
      Function = F;
    }
    bool Go = RecursiveASTVisitor::TraverseDecl(Declaration);
    Function = Outer;
    return Go;
  }

  bool VisitFunctionDecl(FunctionDecl *F) {
    if (!F->isThisDeclarationADefinition() || !F->doesThisDeclarationHaveABody() || F->isDefaulted())
      return true;
    const Stmt *Body = F->getBody();
    if (const auto *Try = dyn_cast<CXXTryStmt>(Body))
      Body = Try->getTryBlock();
    parameters(F, Body);
    if (const auto *M = dyn_cast<CXXMethodDecl>(F))
      thisOf(M, Body);
    return true;
  }
  bool VisitLambdaExpr(LambdaExpr *L) {
    parameters(L->getCallOperator(), L->getBody());
    captures(L);
    return true;
  }
  bool VisitDeclStmt(DeclStmt *S) {
    const Stmt *Parent = above(0);
    for (Decl *One : S->decls()) {
      auto *V = dyn_cast<VarDecl>(One);
      if (!V || V->isImplicit())
        continue;
      if (const auto *Parts = dyn_cast<DecompositionDecl>(V)) {
        if (const auto *Block = dyn_cast_or_null<CompoundStmt>(Parent))
          for (const BindingDecl *B : Parts->bindings())
            binding(B, U.afterToken(S->getEndLoc()), following(Block, S));
        continue;
      }
      if (V->hasGlobalStorage())
        continue; // Fields.cpp reports it
      Counted::Borrow Kind = C.borrowOf(V->getType());
      if (!isBorrow(Kind, V)) {
        rvalue(V, S, Parent);
        part(V, S, Parent);
        continue;
      }
      if (const auto *Block = dyn_cast_or_null<CompoundStmt>(Parent))
        inBlock(V, Kind, S, Block);
      else if (const auto *For = dyn_cast_or_null<ForStmt>(Parent))
        beforeStatement(V, Kind, For, {For->getCond(), For->getInc(), For->getBody()});
      else if (const auto *Loop = dyn_cast_or_null<CXXForRangeStmt>(Parent); Loop && V == Loop->getLoopVariable())
        atStart(V, Kind, Loop->getBody());
      else if (const auto *If = dyn_cast_or_null<IfStmt>(Parent))
        conditionOrInit(V, Kind, If, If->getConditionVariable() == V, {If->getCond(), If->getThen(), If->getElse()},
                        If->getThen());
      else if (const auto *While = dyn_cast_or_null<WhileStmt>(Parent))
        atStart(V, Kind, While->getBody());
      else if (const auto *Switch = dyn_cast_or_null<SwitchStmt>(Parent))
        beforeStatement(V, Kind, Switch, {Switch->getCond(), Switch->getBody()});
      else if (const auto *Loop2 = dyn_cast_or_null<CXXForRangeStmt>(Parent))
        beforeStatement(V, Kind, Loop2, {Loop2->getBody()});
      else
        refuse(V, "it is declared where no guard can stand");
    }
    return true;
  }
  bool VisitCXXForRangeStmt(CXXForRangeStmt *S) {
    if (const auto *Parts = dyn_cast<DecompositionDecl>(S->getLoopVariable()))
      if (const auto *Block = dyn_cast<CompoundStmt>(S->getBody()); Block && U.isPlain(Block->getLBracLoc()))
        for (const BindingDecl *B : Parts->bindings())
          binding(B, U.afterToken(Block->getLBracLoc()), {Block});
    return true;
  }
  bool VisitCXXCatchStmt(CXXCatchStmt *S) {
    if (VarDecl *V = S->getExceptionDecl(); V && !V->getName().empty())
      if (Counted::Borrow Kind = C.borrowOf(V->getType()); isBorrow(Kind, V))
        atStart(V, Kind, S->getHandlerBlock());
    return true;
  }

private:
  /// Of what a reference or pointer borrows.
  const CXXRecordDecl *carrierOf(const ValueDecl *V) {
    QualType T = V->getType();
    return T->isReferenceType() || T->isPointerType() ? C.carrierOf(T->getPointeeType()) : nullptr;
  }

  bool isBorrow(Counted::Borrow B, const VarDecl *V) const {
    return B == Counted::Borrow::Unknown ? Made.borrows(V) : B != Counted::Borrow::None;
  }

  const Stmt *above(unsigned N) const { return Stack.size() < N + 2 ? nullptr : Stack[Stack.size() - 2 - N]; }

  static Region following(const CompoundStmt *Block, const DeclStmt *S) {
    Region Rest;
    bool Past = false;
    for (const Stmt *Child : Block->body()) {
      if (Past)
        Rest.push_back(Child);
      Past |= Child == S;
    }
    // What is declared together with it comes after it, too.
    if (!S->isSingleDecl())
      Rest.push_back(S);
    return Rest;
  }

  std::string groupOf(const ValueDecl *V) {
    return "borrow '" + V->getNameAsString() + "' at " + U.placeName(V->getLocation());
  }
  static std::string guardOf(const ValueDecl *V) { return "conure_" + V->getNameAsString() + "_g"; }

  void refuse(const ValueDecl *V, const std::string &Why, SourceLocation Loc = {}) {
    ++U.stats().Uninstrumented;
    const std::string Name = (isa<FunctionDecl>(V) ? "'this' in '" : "'") + V->getNameAsString() + "'";
    PlacedFinding &F = U.uninstrumented(V->getLocation(), "the borrow " + Name + " is not counted: " + Why);
    if (Loc.isValid())
      F.Notes.push_back({NoteRole::Borrowed, U.place(Loc), "here"});
  }

  /// True if the borrow needs no guard; says so for --explain-elision.
  /// \p Carrier: the class whose count it is; null if that is not known here.
  bool elide(llvm::StringRef What, SourceLocation L, const Region &R, const CXXRecordDecl *Carrier) {
    ++U.stats().Borrows;
    std::optional<DropCause> Cause;
    for (const Stmt *S : R)
      if (!Cause && S)
        Cause = D.in(S, Carrier);
    std::string Name = ("borrow " + What).str();
    if (!Cause && U.options().Elide) {
      ++U.stats().Elided;
      std::string Dropped = Carrier ? "'" + Carrier->getNameAsString() + "'" : "counted value";
      U.explainElision(L, Name + " is not counted: nothing drops a " + Dropped + " while it lives");
      return true;
    }
    if (Cause) {
      Place P = U.place(Cause->Loc);
      U.explainElision(L,
                       Name + " is counted: while it lives, " + Cause->What + " (line " + std::to_string(P.Line) + ")");
    }
    return false;
  }

  /// Everything that all variables have in common. False if there is no guard to be made.
  bool begin(const ValueDecl *V, Counted::Borrow Kind, const Region &R) { return begin(V, Kind, R, carrierOf(V)); }
  bool begin(const ValueDecl *V, Counted::Borrow Kind, const Region &R, const CXXRecordDecl *Carrier) {
    if (!U.isEditable(V->getLocation()))
      return false;
    const PointerUses &P = Used.of(V);
    if (elide("'" + V->getNameAsString() + "'", V->getLocation(), R, Carrier))
      return false;
    std::string Why;
    SourceLocation Loc;
    if (P.Owns) {
      Why = "it owns what it points to";
      Loc = P.OwnsLoc;
    } else if (Kind != Counted::Borrow::Reference && !V->getType().isConstQualified() && !P.Escape.empty()) {
      Why = P.Escape;
      Loc = P.EscapeLoc;
    } else if (Function && Function->isConstexprSpecified() && !isLambdaCallOperator(Function)) {
      Why = "it is in a constexpr function";
    } else if (!U.isPlain(V->getLocation())) {
      Why = "it is written by a macro";
    } else if (const auto *Variable = dyn_cast<VarDecl>(V); Kind == Counted::Borrow::Unknown &&
                                                            !V->getType()->isReferenceType() && Function &&
                                                            isChangedIn(Variable, Function->getBody())) {
      Why = "a template assigns it; 'auto *' would say that it is a pointer";
    } else {
      for (const PointerWrite &W : P.Writes)
        if (!U.written(W.Whole->getSourceRange())) {
          Why = "a macro assigns it";
          Loc = W.Whole->getBeginLoc();
        }
    }
    if (!Why.empty()) {
      refuse(V, Why, Loc);
      return false;
    }
    return true;
  }
  static bool isLambdaCallOperator(const FunctionDecl *F) {
    const auto *M = dyn_cast<CXXMethodDecl>(F);
    return M && M->getParent()->isLambda();
  }

  void followWrites(const ValueDecl *V) {
    ++U.stats().Counted;
    if (V->getType()->isPointerType())
      U.pointers().Groups.insert({pointerNode(U, V), groupOf(V)});
    for (const PointerWrite &W : Used.of(V).Writes) {
      auto Range = U.written(W.Whole->getSourceRange());
      if (W.IsPostfix)
        U.wrap(Range->getBegin(), Range->getEnd(), "(",
               ", " + guardOf(V) + ".follow(" + V->getNameAsString() + here() + "))", groupOf(V),
               "assignment of a borrow");
      else
        U.wrap(Range->getBegin(), Range->getEnd(), guardOf(V) + ".follow(", here() + ")", groupOf(V),
               "assignment of a borrow");
    }
  }

  static std::string guardText(const ValueDecl *V, Counted::Borrow Kind) {
    std::string Name = V->getNameAsString();
    if (V->isParameterPack())
      return " ::conure::rt::guard " + guardOf(V) + "[sizeof...(" + Name +
             ") + 1] = {::conure::rt::guard(::conure::rt::borrow_in<decltype(" + Name + ")>(" + Name + ")" + here() +
             ")..., ::conure::rt::guard()};";
    if (Kind == Counted::Borrow::Unknown)
      return " ::conure::rt::guard " + guardOf(V) + "(::conure::rt::borrow_in<decltype(" + Name + ")>(" + Name + "));";
    bool ByAddress = Kind == Counted::Borrow::Dependent && V->getType()->isReferenceType();
    return " ::conure::rt::guard " + guardOf(V) + "(" + (ByAddress ? "::std::addressof(" + Name + ")" : Name) + here() +
           ");";
  }

  void inBlock(const VarDecl *V, Counted::Borrow Kind, const DeclStmt *S, const CompoundStmt *Block) {
    Region R = following(Block, S);
    // A temporary of the initialiser may drop what is borrowed before the next statement begins.
    bool Fleeting = V->hasInit() && isa<ExprWithCleanups>(V->getInit()) && D.in(V->getInit(), carrierOf(V));
    if (Fleeting)
      R.push_back(V->getInit());
    if (!begin(V, Kind, R))
      return;
    const auto *InSwitch = dyn_cast_or_null<SwitchStmt>(above(1));
    if (!V->hasInit() && InSwitch)
      return refuse(V, "a case label could jump past its guard");
    if (!U.isPlain(S->getBeginLoc()) || !U.isPlain(S->getEndLoc()))
      return refuse(V, "it is written by a macro");
    if (Fleeting && S->isSingleDecl() && guardInInitialiser(V, Kind, S->getBeginLoc(), "", ""))
      return;
    U.insert(U.afterToken(S->getEndLoc()),
             V->hasInit() ? guardText(V, Kind) : " ::conure::rt::guard " + guardOf(V) + ";", groupOf(V), "borrow");
    followWrites(V);
  }

  /// `guard g; Node *p = g.follow(init);` with \p Before and \p After around
  /// all of it. False if the initialiser does not allow it.
  bool guardInInitialiser(const VarDecl *V, Counted::Borrow Kind, SourceLocation Begin, std::string Before,
                          std::string After, SourceLocation End = {}) {
    const Expr *Init = V->getInit();
    if (!Init || Kind == Counted::Borrow::Unknown)
      return false;
    auto Range = U.written(Init->getSourceRange());
    if (!Range || isa<InitListExpr, ParenListExpr>(Init->IgnoreImplicit()))
      return false;
    bool Null = Init->IgnoreParenImpCasts()->isNullPointerConstant(U.context(), Expr::NPC_ValueDependentIsNotNull);
    std::string Open = guardOf(V) + ".follow(", Close = here() + ")";
    if (V->getType()->isReferenceType()) {
      const Expr *Inner = Init->IgnoreImplicit();
      if (!Inner->isLValue())
        return false;
      Open = "*" + Open + "::std::addressof(";
      Close = ")" + here() + ")";
    }
    std::string Guard = "::conure::rt::guard " + guardOf(V) + "; ";
    if (End.isValid())
      U.wrap(Begin, End, Before + Guard, After, groupOf(V), "borrow");
    else
      U.insert(Begin, Before + Guard, groupOf(V), "borrow");
    if (!Null)
      U.wrap(Range->getBegin(), Range->getEnd(), Open, Close, groupOf(V), "borrow");
    followWrites(V);
    return true;
  }

  /// For what a `for`, `if` or `switch` declares: the guard stands before the statement.
  void beforeStatement(const VarDecl *V, Counted::Borrow Kind, const Stmt *S, Region R) {
    if (!begin(V, Kind, R))
      return;
    SourceLocation End = U.isPlain(S->getBeginLoc()) ? U.afterStatement(S) : SourceLocation();
    if (End.isInvalid() || !guardInInitialiser(V, Kind, S->getBeginLoc(), "{ ", " }", End))
      refuse(V,
             End.isInvalid() ? "the statement is written by a macro" : "its initialiser leaves no place for a guard");
  }

  void conditionOrInit(const VarDecl *V, Counted::Borrow Kind, const Stmt *S, bool IsCondition, Region R,
                       const Stmt *Then) {
    if (IsCondition && V->getType()->isPointerType() && Used.of(V).Writes.empty())
      atStart(V, Kind, Then); // in the other branch it is null
    else
      beforeStatement(V, Kind, S, R);
  }

  /// For what a loop, a handler or a function brings with it: the guard stands at the start of \p Body.
  void atStart(const VarDecl *V, Counted::Borrow Kind, const Stmt *Body) {
    if (V->getName().empty() || !begin(V, Kind, {Body}))
      return;
    if (const auto *Block = dyn_cast<CompoundStmt>(Body)) {
      if (!U.isPlain(Block->getLBracLoc()))
        return refuse(V, "its body is written by a macro");
      U.insert(U.afterToken(Block->getLBracLoc()), guardText(V, Kind), groupOf(V), "borrow");
      return followWrites(V);
    }
    auto Range = U.written(Body->getSourceRange());
    SourceLocation End = Range ? U.afterStatement(Body) : SourceLocation();
    if (End.isInvalid())
      return refuse(V, "its body is written by a macro");
    U.wrap(Range->getBegin(), End, "{" + guardText(V, Kind) + " ", " }", groupOf(V), "borrow");
    followWrites(V);
  }

  void parameters(const FunctionDecl *F, const Stmt *Body) {
    const FunctionDecl *Outer = Function;
    Function = F;
    for (const ParmVarDecl *P : F->parameters())
      if (Counted::Borrow Kind = C.borrowOf(P->getType()); isBorrow(Kind, P))
        atStart(P, Kind, Body);
      else if (staysOwn(P, Body) && !isa<CXXConstructorDecl>(F) && F->getOverloadedOperator() != OO_Equal)
        atStart(P, Counted::Borrow::Reference, Body);
    Function = Outer;
  }

  void thisOf(const CXXMethodDecl *M, const Stmt *Body) {
    if (M->isStatic() || isa<CXXConstructorDecl, CXXDestructorDecl>(M) || !C.isCounted(M->getParent()) ||
        !U.isEditable(M->getLocation()) || isLambdaCallOperator(M) ||
        elide("'this'", M->getLocation(), {Body}, C.carrierOf(M->getParent())))
      return;
    const auto *Block = dyn_cast<CompoundStmt>(Body);
    std::string Why = M->isConstexprSpecified()                    ? "it is constexpr"
                      : !Block || !U.isPlain(Block->getLBracLoc()) ? "it is written by a macro"
                                                                   : "";
    if (!Why.empty())
      return refuse(M, Why);
    ++U.stats().Counted;
    std::string Group = "borrow 'this' at " + U.placeName(M->getLocation());
    U.pointers().Groups.insert({thisNode(U, M), Group});
    U.insert(U.afterToken(Block->getLBracLoc()), " ::conure::rt::guard conure_this_g(*this" + here() + ");", Group,
             "borrow");
  }

  void binding(const BindingDecl *B, SourceLocation At, const Region &R) {
    if (B->getType().isNull() || !U.isPlain(At))
      return;
    bool IsPointer = C.borrowOf(B->getType()) == Counted::Borrow::Pointer;
    // A name for a part is a borrow if the whole is a reference.
    bool IsPart = C.isCountedType(B->getType().getNonReferenceType()) &&
                  cast<VarDecl>(B->getDecomposedDecl())->getType()->isReferenceType();
    if (!IsPointer && !IsPart)
      return;
    const CXXRecordDecl *Carrier =
        C.carrierOf(IsPointer ? B->getType()->getPointeeType() : B->getType().getNonReferenceType());
    if (elide("'" + B->getNameAsString() + "'", B->getLocation(), R, Carrier))
      return;
    ++U.stats().Counted;
    U.insert(At, " ::conure::rt::guard " + guardOf(B) + "(" + B->getNameAsString() + here() + ");", groupOf(B),
             "borrow");
  }

  /// A `Node &&` that nothing in \p Body moves from: a reference like any other.
  bool staysOwn(const VarDecl *V, const Stmt *Body) {
    struct Moves : RecursiveASTVisitor<Moves> {
      const VarDecl *V;
      bool Found = false;
      explicit Moves(const VarDecl *V) : V(V) {}
      bool VisitExpr(Expr *E) {
        Found |= E->isXValue() && mentions(E, V);
        return !Found;
      }
    } Visitor(V);
    const QualType T = V->getType();
    if (!T->isRValueReferenceType() || T->isDependentType() || !C.isCountedType(T->getPointeeType()) ||
        V->getDeclContext()->isDependentContext())
      return false;
    Visitor.TraverseStmt(const_cast<Stmt *>(Body));
    return !Visitor.Found;
  }

  /// `Node &&n = std::move(x);`: a guard would make the move that is to come a violation.
  void rvalue(const VarDecl *V, const DeclStmt *S, const Stmt *Parent) {
    const auto *Block = dyn_cast_or_null<CompoundStmt>(Parent);
    if (!Block || !V->hasInit() || !V->getType()->isRValueReferenceType() || !U.isEditable(V->getLocation()) ||
        !C.isCountedType(V->getType()->getPointeeType()) || !V->getInit()->IgnoreParenImpCasts()->isXValue() ||
        V->getStorageDuration() != SD_Automatic || extendsTemporary(V->getInit()))
      return;
    if (Function && Function->getBody() && staysOwn(V, Function->getBody()))
      return inBlock(V, Counted::Borrow::Reference, S, Block);
    const CXXRecordDecl *Carrier = C.carrierOf(V->getType()->getPointeeType());
    if (!elide("'" + V->getNameAsString() + "'", V->getLocation(), following(Block, S), Carrier))
      refuse(V, "it refers to what is said to be moved; a named reference counts");
  }
  static bool extendsTemporary(const Expr *Init) {
    Init = Init->IgnoreParens();
    if (const auto *Cleanups = dyn_cast<FullExpr>(Init))
      Init = Cleanups->getSubExpr()->IgnoreParens();
    return isa<MaterializeTemporaryExpr>(Init);
  }

  /// `int &f = x.field;` borrows x.
  void part(const VarDecl *V, const DeclStmt *S, const Stmt *Parent) {
    const auto *Block = dyn_cast_or_null<CompoundStmt>(Parent);
    if (!V->hasInit() || !(V->getType()->isLValueReferenceType() || V->getType()->isPointerType()))
      return;
    const Expr *Init = V->getInit()->IgnoreParenImpCasts();
    if (V->getType()->isPointerType()) {
      const auto *Address = dyn_cast<UnaryOperator>(Init);
      if (!Address || Address->getOpcode() != UO_AddrOf)
        return;
      Init = Address->getSubExpr()->IgnoreParenImpCasts();
    }
    const auto *Member = dyn_cast<MemberExpr>(Init);
    while (Member && isa<FieldDecl>(Member->getMemberDecl())) {
      const Expr *Base = Member->getBase()->IgnoreParenImpCasts();
      QualType Type = Member->isArrow() ? Member->getBase()->getType()->getPointeeType() : Member->getBase()->getType();
      if (C.isCountedType(Type)) {
        if (!isPath(Base) || !Block || !S->isSingleDecl()) {
          ++U.stats().Borrows;
          return refuse(V, "it borrows a part of what cannot be named again");
        }
        if (!begin(V, Counted::Borrow::Reference, following(Block, S), C.carrierOf(Type)))
          return;
        if (V->getType()->isPointerType() && !V->getType().isConstQualified())
          return refuse(V, "it is a pointer to a part, which may be assigned");
        auto Range = U.written(Member->getBase()->getSourceRange());
        if (!isa<CXXThisExpr>(Base) && !Range)
          return refuse(V, "it is written by a macro");
        std::string Owner = isa<CXXThisExpr>(Base) ? "*this"
                                                   : (Member->isArrow() ? "*" : "") +
                                                         ("(" + U.text(Range->getBegin(), Range->getEnd()).str() + ")");
        U.insert(U.afterToken(S->getEndLoc()), " ::conure::rt::guard " + guardOf(V) + "(" + Owner + here() + ");",
                 groupOf(V), "borrow of a part");
        ++U.stats().Counted;
        return;
      }
      Member = Member->isArrow() ? nullptr : dyn_cast<MemberExpr>(Base);
    }
  }
  /// Variables and fields of them: what can be said twice.
  static bool isPath(const Expr *E) {
    while (const auto *Member = dyn_cast<MemberExpr>(E))
      E = Member->getBase()->IgnoreParenImpCasts();
    return isa<DeclRefExpr, CXXThisExpr>(E);
  }

  void captures(const LambdaExpr *L) {
    if (runsAtOnce(L, Stack) && !D.in(L->getBody(), nullptr) && U.options().Elide)
      return;
    for (const ClosureBorrow &B : closureBorrows(L, C)) {
      ++U.stats().Borrows;
      SourceLocation Close = L->getIntroducerRange().getEnd();
      if (!B.Why.empty() || !U.isPlain(Close)) {
        ++U.stats().Uninstrumented;
        U.uninstrumented(B.Loc, "the borrow '" + B.Name + "' in a closure is not counted: " +
                                    (B.Why.empty() ? "it is written by a macro" : B.Why));
        continue;
      }
      ++U.stats().Counted;
      std::string Group = "capture of '" + B.Name + "' at " + U.placeName(L->getBeginLoc());
      if (const auto *M = dyn_cast_or_null<CXXMethodDecl>(Function); M && B.Value == "*this")
        U.pointers().Groups.insert({thisNode(U, M), Group});
      else if (B.Variable && B.Variable->getType()->isPointerType())
        U.pointers().Groups.insert({pointerNode(U, B.Variable), Group});
      U.insert(Close, ", conure_" + B.Name + "_c = ::conure::rt::guard(" + B.Value + here() + ")", Group,
               "borrow in a closure");
    }
  }

  Counted &C;
  const Uses &Used;
  const Instantiations &Made;
  Drops &D;
  const FunctionDecl *Function = nullptr;
};

} // namespace

void countLocals(UnitContext &U, Counted &C, const Uses &Used, const Instantiations &Made, Drops &D) {
  LocalWriter(U, C, Used, Made, D).walk();
}

} // namespace conure::rewrite
