//===- StraySinks.cpp -----------------------------------------------------===//
#include "rewrite/counts/BodyWalk.h"
#include "rewrite/counts/Containers.h"
#include "rewrite/counts/Origins.h"
#include "rewrite/counts/Statements.h"
#include "rewrite/counts/Strays.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/DenseSet.h"

using namespace clang;

namespace conure::rewrite {

bool isBorrowType(QualType T) {
  if (T.isNull() || T->isDependentType())
    return false;
  if (T->isPointerType())
    return !T->isFunctionPointerType() && !T->isVoidPointerType();
  return T->isReferenceType() ? !T->getPointeeType()->isFunctionType() : isHandle(T);
}

static bool anyArgument(const ClassTemplateSpecializationDecl *S, llvm::function_ref<bool(QualType)> Is) {
  for (const TemplateArgument &A : S->getTemplateArgs().asArray()) {
    if (A.getKind() == TemplateArgument::Type && Is(A.getAsType()))
      return true;
    if (A.getKind() == TemplateArgument::Pack)
      for (const TemplateArgument &One : A.pack_elements())
        if (One.getKind() == TemplateArgument::Type && Is(One.getAsType()))
          return true;
  }
  return false;
}

bool canHoldBorrow(QualType T, unsigned Depth) {
  if (T.isNull() || Depth > 5)
    return false;
  T = T.getCanonicalType();
  if (const ArrayType *A = T->getAsArrayTypeUnsafe())
    return isBorrowType(A->getElementType()) || canHoldBorrow(A->getElementType(), Depth + 1);
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  if (!R || !R->hasDefinition() || R->isUnion())
    return false;
  if (isHandle(T))
    return true;
  if (const auto *S = dyn_cast<ClassTemplateSpecializationDecl>(R); S && isStd(R)) {
    if (R->getIdentifier() && R->getName() == "reference_wrapper")
      return true;
    if (R->getIdentifier() && R->getName() == "function") // what a closure takes in is told where it is made
      return false;
    return anyArgument(
        S, [&](QualType A) { return !A->isFunctionType() && (isBorrowType(A) || canHoldBorrow(A, Depth + 1)); });
  }
  if (isStd(R) || R->isLambda())
    return false;
  for (const FieldDecl *F : R->fields())
    if (isBorrowType(F->getType()) || canHoldBorrow(F->getType(), Depth + 1))
      return true;
  for (const CXXBaseSpecifier &B : R->bases())
    if (canHoldBorrow(B.getType(), Depth + 1))
      return true;
  return false;
}

/// True for a tuple, pair or reference_wrapper of references, and what holds such: what the library makes of it alone.
static bool holdsReferences(QualType T, unsigned Depth = 0) {
  if (T->isPointerType())
    T = T->getPointeeType();
  const auto *S = dyn_cast_or_null<ClassTemplateSpecializationDecl>(T->getAsCXXRecordDecl());
  if (!S || !isStd(S) || Depth > 5)
    return false;
  return (S->getIdentifier() && S->getName() == "reference_wrapper") ||
         anyArgument(S, [&](QualType A) { return A->isReferenceType() || holdsReferences(A, Depth + 1); });
}

namespace {

/// True if \p F, a constructor of the user's, puts what its parameter \p I refers to into the object.
bool keepsParameter(const CXXConstructorDecl *F, unsigned I) {
  const auto *Definition = cast_or_null<CXXConstructorDecl>(F->getDefinition());
  if (!Definition || I >= Definition->getNumParams())
    return true;
  const ParmVarDecl *P = Definition->getParamDecl(I);
  for (const CXXCtorInitializer *Init : Definition->inits()) {
    if (!mentions(Init->getInit(), P))
      continue;
    if (!Init->isMemberInitializer() || isBorrowType(Init->getMember()->getType()) ||
        canHoldBorrow(Init->getMember()->getType()))
      return true;
  }
  return mentions(Definition->getBody(), P);
}

class Finder : public BodyWalk<Finder> {
public:
  Finder(const FunctionDecl *F, std::vector<StraySink> &Out) : BodyWalk(F), Out(Out) {}
  bool shouldVisitImplicitCode() const { return true; }

  bool TraverseStmt(Stmt *S) {
    const size_t Before = Out.size();
    const bool Go = BodyWalk::TraverseStmt(S);
    if (!S)
      return Go;
    for (size_t I = Before; I < Out.size(); ++I)
      around(Out[I], S);
    return Go;
  }

  bool TraverseInitListExpr(InitListExpr *E) { // the semantic form alone
    if (E->isSyntacticForm() && E->getSemanticForm())
      E = E->getSemanticForm();
    VisitInitListExpr(E);
    for (Expr *Init : E->inits())
      TraverseStmt(Init);
    return true;
  }
  bool TraverseLambdaExpr(LambdaExpr *L) {
    for (const LambdaCapture &Capture : L->captures()) {
      if (!Capture.capturesVariable())
        continue;
      const auto *V = dyn_cast<VarDecl>(Capture.getCapturedVar());
      if (V && V->isInitCapture() && V->hasInit() && isBorrowType(V->getType()))
        kept(V->getInit(), V->getType(), "'" + V->getNameAsString() + "' of a closure");
    }
    const auto *Init = L->capture_init_begin();
    for (const LambdaCapture &Capture : L->captures()) {
      const Expr *Value = *Init++;
      const auto *V = Capture.capturesVariable() ? dyn_cast<VarDecl>(Capture.getCapturedVar()) : nullptr;
      if (!V || V->isInitCapture() || Capture.getCaptureKind() != LCK_ByCopy || V->getType()->isReferenceType() ||
          !isBorrowType(V->getType()))
        continue;
      // A guard of the variable does for a closure that ends before it, if the variable keeps what it has.
      const size_t Before = Out.size();
      kept(Value, V->getType(), "the copy of '" + V->getNameAsString() + "' in a closure");
      if (Out.size() > Before)
        Out.back().Copied = V;
    }
    return BodyWalk::TraverseLambdaExpr(L);
  }

  bool VisitVarDecl(VarDecl *V) {
    if (V->hasLocalStorage() && V->hasInit() && !V->getType()->isReferenceType())
      gotten(V);
    if (V->isStaticLocal() && V->hasInit() && isBorrowType(V->getType()))
      Out.push_back({V->getInit(), V->getType(), Function, "'" + V->getNameAsString() + "', which is static", nullptr});
    return true;
  }
  bool VisitCXXThrowExpr(CXXThrowExpr *E) {
    if (E->getSubExpr() && isBorrowType(E->getSubExpr()->getType()))
      Out.push_back({E->getSubExpr(), E->getSubExpr()->getType(), Function, "an exception", nullptr});
    return true;
  }
  bool VisitBinaryOperator(BinaryOperator *E) {
    if (E->getOpcode() == BO_Assign && isBorrowType(E->getLHS()->getType()))
      assigned(E->getLHS(), E->getRHS());
    return true;
  }
  bool VisitInitListExpr(InitListExpr *E) {
    if (E->getType()->isReferenceType() || !E->isSemanticForm())
      return true;
    const CXXRecordDecl *R = E->getType()->getAsCXXRecordDecl();
    auto Field = R ? R->field_begin() : RecordDecl::field_iterator();
    for (unsigned I = 0; I < E->getNumInits(); ++I) {
      const Expr *Init = E->getInit(I);
      if (R && I >= R->getNumBases() && Field != R->field_end()) {
        if (isBorrowType(Field->getType()))
          kept(Init, Field->getType(), "field '" + Field->getNameAsString() + "'");
        ++Field;
      } else if (E->getType()->isArrayType() && isBorrowType(Init->getType())) {
        kept(Init, Init->getType(), "a list");
      }
    }
    return true;
  }
  bool VisitCXXConstructExpr(CXXConstructExpr *E) {
    const CXXConstructorDecl *F = E->getConstructor();
    if (F->isCopyOrMoveConstructor() || isHandle(E->getType()) || !canHoldBorrow(E->getType()))
      return true;
    for (unsigned I = 0; I < E->getNumArgs() && I < F->getNumParams(); ++I)
      if (QualType T = keptAs(F->getParamDecl(I)->getType(), E->getArg(I)); !T.isNull())
        if (isStd(F->getParent()) ? fits(E->getType(), T) : keepsParameter(F, I)) {
          const size_t Before = Out.size();
          kept(E->getArg(I), T, "an object of type '" + E->getType().getAsString() + "'");
          if (Out.size() > Before)
            Out.back().InLibrary = isStd(F->getParent()) && holdsReferences(E->getType());
        }
    return true;
  }
  bool VisitCallExpr(CallExpr *E) {
    const FunctionDecl *F = E->getDirectCallee();
    if (!F || !isStd(F))
      return true;
    if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(E)) {
      // A key that refers to text or to an object.
      if (Operator->getOperator() == OO_Subscript && E->getNumArgs() == 2 && F->getNumParams() == 1)
        if (QualType T = keptAs(F->getParamDecl(0)->getType(), E->getArg(1));
            !T.isNull() && fits(E->getArg(0)->getType(), T))
          Out.push_back({E->getArg(1), T, Function, "a container", localRoot(E->getArg(0))});
      if (Operator->getOperator() == OO_Equal && E->getNumArgs() == 2 &&
          (isHandle(E->getArg(0)->getType()) || canHoldBorrow(E->getArg(0)->getType())))
        if (QualType T = keptAs(F->getParamDecl(F->getNumParams() - 1)->getType(), E->getArg(1)); !T.isNull())
          assigned(E->getArg(0), E->getArg(1), T);
      return true;
    }
    const auto *Member = dyn_cast<CXXMemberCallExpr>(E);
    if (!Member && F->getIdentifier() && isOneOf(F->getName(), {"make_unique", "make_shared"})) {
      madeOnHeap(E, F);
      return true;
    }
    const bool Holds = Member ? takesIn(Member) : F->getIdentifier() && isOneOf(F->getName(), MakersOfHolders);
    if (!Holds)
      return true;
    for (unsigned I = 0; I < E->getNumArgs(); ++I)
      if (QualType T =
              keptAs(I < F->getNumParams() ? F->getParamDecl(I)->getType() : E->getArg(I)->getType(), E->getArg(I));
          !T.isNull() && fits(Member ? Member->getImplicitObjectArgument()->getType() : E->getType(), T)) {
        const size_t Before = Out.size();
        if (!Member)
          kept(E->getArg(I), T, "the result of '" + F->getNameAsString() + "'");
        else
          Out.push_back({E->getArg(I), T, Function, "a container", localRoot(Member->getImplicitObjectArgument())});
        if (Out.size() > Before)
          Out.back().InLibrary =
              holdsReferences(Member ? Member->getImplicitObjectArgument()->getType() : E->getType());
      }
    return true;
  }
  void initialiser(const CXXCtorInitializer *I) {
    if (I->isMemberInitializer() && isBorrowType(I->getMember()->getType()))
      Out.push_back({I->getInit(), I->getMember()->getType(), Function,
                     "field '" + I->getMember()->getNameAsString() + "'", nullptr});
  }

private:
  /// Notes what it means for the sink \p Out that it is in \p S.
  void around(StraySink &One, const Stmt *S) {
    const auto *E = dyn_cast<Expr>(S);
    const auto *Logical = dyn_cast<BinaryOperator>(S);
    if (isa<ConditionalOperator, StmtExpr>(S) || (Logical && Logical->isLogicalOp()) ||
        (E && isa<LambdaExpr>(E) && One.Function != Function))
      Conditional.insert(&One - Out.data());
    const size_t Index = &One - Out.data();
    const bool InBlock = !Stack.empty() && isa<CompoundStmt>(Stack.back());
    if (!One.Statement && InBlock && !Conditional.count(Index) && !Seen.count(Index) && (E || isa<DeclStmt>(S)))
      One.Statement = S;
    if (InBlock)
      Seen.insert(Index);
    // Put there in each round: more than one of them may be held.
    if (isa<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt>(S) && One.Statement && One.Holder &&
        !(S->getBeginLoc() < One.Holder->getLocation() && One.Holder->getLocation() < S->getEndLoc()))
      One.Statement = nullptr;
  }

  static constexpr std::initializer_list<llvm::StringRef> MakersOfHolders = {
      "make_pair", "make_tuple", "tie", "forward_as_tuple", "bind", "bind_front", "ref", "cref", "make_optional"};

  /// `auto found = m.insert(x)`: a pair of an iterator and something else.
  void gotten(const VarDecl *V) {
    const CXXRecordDecl *R = V->getType()->getAsCXXRecordDecl();
    const auto *S = dyn_cast_or_null<ClassTemplateSpecializationDecl>(R);
    const auto *Call = dyn_cast<CXXMemberCallExpr>(plain(V->getInit()));
    if (!S || !isStd(R) || R->getName() != "pair" || !Call || holdingOf(Call->getObjectType()) == Holding::None)
      return;
    const char *const Parts[] = {".first", ".second"};
    for (unsigned I = 0; I != 2; ++I)
      if (const TemplateArgument &A = S->getTemplateArgs()[I];
          A.getKind() == TemplateArgument::Type && isHandle(A.getAsType())) {
        StraySink One{Call, A.getAsType(), Function, "'" + V->getNameAsString() + "'", V};
        One.Part = Parts[I];
        Out.push_back(std::move(One));
      }
  }

  /// `std::make_unique<T>(args)`: some constructor of T gets them.
  void madeOnHeap(const CallExpr *E, const FunctionDecl *F) {
    const TemplateArgumentList *Of = F->getTemplateSpecializationArgs();
    const CXXRecordDecl *R = Of && Of->size() && (*Of)[0].getKind() == TemplateArgument::Type
                                 ? (*Of)[0].getAsType()->getAsCXXRecordDecl()
                                 : nullptr;
    if (!R || !R->hasDefinition() || isStd(R) || !canHoldBorrow((*Of)[0].getAsType()))
      return;
    for (unsigned I = 0; I < E->getNumArgs(); ++I)
      for (const CXXConstructorDecl *Made : R->ctors()) {
        if (Made->isCopyOrMoveConstructor() || I >= Made->getNumParams() || E->getNumArgs() > Made->getNumParams() ||
            E->getNumArgs() < Made->getMinRequiredArguments() || !keepsParameter(Made, I))
          continue;
        if (QualType T = keptAs(Made->getParamDecl(I)->getType(), E->getArg(I)); !T.isNull()) {
          kept(E->getArg(I), T, "an object of type '" + R->getNameAsString() + "'");
          break;
        }
      }
  }

  static bool takesIn(const CXXMemberCallExpr *E) {
    const CXXMethodDecl *M = E->getMethodDecl();
    QualType T = E->getImplicitObjectArgument()->getType();
    if (T->isPointerType())
      T = T->getPointeeType();
    return M && M->getIdentifier() && canHoldBorrow(T) && !isHandle(T) &&
           isOneOf(M->getName(), {"push_back", "push_front", "emplace", "emplace_back", "emplace_front", "insert",
                                  "push", "insert_or_assign", "try_emplace", "assign", "fill", "emplace_hint"});
  }

  /// As what an argument of a parameter of type \p P is kept; null if it is no borrow, but a value that is copied.
  static QualType keptAs(QualType P, const Expr *A) {
    QualType T = plain(A)->getType();
    if (isBorrowType(T))
      return T; // a pointer or a handle, copied from a reference to it
    if (P->isReferenceType() && A->isGLValue() && isBorrowType(P))
      return P;
    return isBorrowType(P) && !P->isReferenceType() ? P : QualType();
  }
  /// True if a holder of the library of type \p Holder has room for a borrow of type \p T: not for what it copies.
  static bool fits(QualType Holder, QualType T) {
    if (Holder->isPointerType())
      Holder = Holder->getPointeeType();
    const CXXRecordDecl *R = Holder->getAsCXXRecordDecl();
    const auto *S = dyn_cast_or_null<ClassTemplateSpecializationDecl>(R);
    if (!S)
      return false;
    if (R->getName() == "reference_wrapper")
      return T->isReferenceType();
    if (R->getName().contains("ind")) // what std::bind gives
      return !T->isReferenceType();
    return anyArgument(S, [&](QualType A) {
      if (A->isReferenceType())
        return T->isReferenceType();
      if (isBorrowType(A))
        return !T->isReferenceType() || isHandle(A); // a view is made of a string
      return canHoldBorrow(A);
    });
  }

  /// The local variable that a path begins with; null if it is none.
  static const VarDecl *localRoot(const Expr *E) {
    while (true) {
      E = E->IgnoreParenImpCasts();
      if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
        const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
        return V && V->hasLocalStorage() && !V->getType()->isReferenceType() && !V->getType()->isPointerType() &&
                       !isa<ParmVarDecl>(V)
                   ? V
                   : nullptr;
      }
      if (const auto *Member = dyn_cast<MemberExpr>(E); Member && !Member->isArrow())
        E = Member->getBase();
      else if (const auto *Subscript = dyn_cast<ArraySubscriptExpr>(E))
        E = Subscript->getBase();
      else if (const auto *Call = dyn_cast<CXXOperatorCallExpr>(E);
               Call && Call->getOperator() == OO_Subscript && Call->getNumArgs())
        E = Call->getArg(0);
      else
        return nullptr;
    }
  }

  void assigned(const Expr *To, const Expr *From, QualType As = {}) {
    const auto *Ref = dyn_cast<DeclRefExpr>(To->IgnoreParenImpCasts());
    const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
    QualType T = To->getType();
    if (V && V->hasLocalStorage() && isBorrowType(V->getType()) && !V->getType()->isReferenceType())
      return; // the contents pass and Locals.cpp follow it
    const auto *Member = dyn_cast<MemberExpr>(To->IgnoreParenImpCasts());
    Out.push_back({From, As.isNull() ? T : As, Function,
                   Member ? "field '" + Member->getMemberDecl()->getNameAsString() + "'"
                   : V    ? "'" + V->getNameAsString() + "'"
                          : "an element",
                   localRoot(To)});
  }

  /// A value that is made where the walk stands keeps \p Value: what becomes of it decides.
  void kept(const Expr *Value, QualType As, std::string Where) {
    const Stmt *Inner = Stack.empty() ? nullptr : Stack.back();
    for (size_t I = Stack.size() - (Inner != nullptr); I-- != 0;) {
      const Stmt *Parent = Stack[I];
      if (isa<InitListExpr, CXXStdInitializerListExpr, CastExpr, MaterializeTemporaryExpr, CXXBindTemporaryExpr,
              FullExpr, ParenExpr, ConditionalOperator, LambdaExpr, CXXConstructExpr, CXXDefaultInitExpr>(Parent)) {
        Inner = Parent;
        continue;
      }
      if (const auto *S = dyn_cast<DeclStmt>(Parent)) {
        const auto *Loop = I ? dyn_cast<CXXForRangeStmt>(Stack[I - 1]) : nullptr;
        for (const Decl *D : S->decls())
          if (const auto *V = dyn_cast<VarDecl>(D); V && V->hasInit() && V->hasLocalStorage())
            return Out.push_back({Value, As, Function, std::move(Where), V, nullptr, Loop}), void();
        break;
      }
      if (const auto *Call = dyn_cast<CallExpr>(Parent)) {
        const FunctionDecl *F = Call->getDirectCallee();
        const auto *Member = dyn_cast<CXXMemberCallExpr>(Call);
        if (F && isStd(F) && !Member && F->getIdentifier() &&
            isOneOf(F->getName(), {"make_pair", "make_tuple", "make_optional", "move", "forward", "bind"})) {
          Inner = Parent;
          continue;
        }
        if (F && isStd(F) && F->getIdentifier() && isOneOf(F->getName(), {"make_unique", "make_shared"}))
          break;
        if (Member && F && isStd(F) && Member->getImplicitObjectArgument() != Inner) {
          if (takesClosureOrHolder(Member))
            return Out.push_back(
                       {Value, As, Function, std::move(Where), localRoot(Member->getImplicitObjectArgument())}),
                   void();
          return;
        }
        if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call);
            Operator && Operator->getOperator() == OO_Equal && Call->getArg(0) != Inner)
          return Out.push_back({Value, As, Function, std::move(Where), localRoot(Call->getArg(0))}), void();
        return; // it is an argument, or is used at once
      }
      if (isa<MemberExpr, CXXForRangeStmt, CompoundStmt, IfStmt>(Parent))
        return; // used at once
      if (const auto *Operator = dyn_cast<BinaryOperator>(Parent); Operator && !Operator->isAssignmentOp())
        return;
      break; // returned, thrown, made by `new`, a field's
    }
    Out.push_back({Value, As, Function, std::move(Where), nullptr});
  }
  static bool takesClosureOrHolder(const CXXMemberCallExpr *E) {
    const CXXMethodDecl *M = E->getMethodDecl();
    return M && M->getIdentifier() &&
           isOneOf(M->getName(), {"push_back", "push_front", "emplace", "emplace_back", "emplace_front", "insert",
                                  "push", "insert_or_assign", "try_emplace", "assign"});
  }

  std::vector<StraySink> &Out;
  llvm::DenseSet<size_t> Conditional, Seen; ///< sinks: put there on a condition; whose statement has been found, or not
};

} // namespace

std::vector<StraySink> straySinks(const FunctionDecl *F) {
  std::vector<StraySink> All;
  Finder Visitor(F, All);
  if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(F))
    for (const CXXCtorInitializer *Init : Constructor->inits())
      if (Init->isWritten()) {
        Visitor.initialiser(Init);
        Visitor.TraverseStmt(Init->getInit());
      }
  Visitor.TraverseStmt(F->getBody());
  return All;
}

} // namespace conure::rewrite
