//===- KeptBorrows.cpp - Who keeps the borrows that it is given -----------===//
//
// What a constructor or a method leaves in its object, and what a function gives back of its arguments: by the body
// where it can be seen, by the types where it cannot.
//
//===----------------------------------------------------------------------===//
#include "checks/model/Annotations.h"
#include "checks/model/BorrowSources.h"
#include "checks/model/BorrowTypes.h"
#include "checks/model/CallGraph.h"
#include "checks/model/CallParts.h"
#include "checks/model/FactBuilder.h"
#include "checks/model/Index.h"
#include "checks/model/LocalSources.h"
#include "checks/model/Model.h"
#include "checks/model/Places.h"
#include "checks/model/TypeArguments.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;

namespace conure {

namespace {

/// Finds what a body stores into the object's own fields, or returns.
class KeepFinder : public StoreWalk<KeepFinder> {
public:
  enum class Into { Object, Result, Parameter, Elsewhere };
  KeepFinder(BorrowTypes &Types, const FunctionDecl *F, KeptList &Out, Into Where, const ParmVarDecl *Target = nullptr)
      : StoreWalk(Types), F(F), Out(Out), Where(Where), Returns(Where == Into::Result), Target(Target) {}

  /// The body, and what a constructor does before it.
  void walk() {
    if (const auto *C = dyn_cast<CXXConstructorDecl>(F))
      for (const CXXCtorInitializer *I : C->inits())
        TraverseStmt(I->getInit());
    TraverseStmt(F->getBody());
  }
  void store(const Expr *Value, QualType Into) {
    if (!Into->isDependentType() && Types.mayHold(Into))
      mark(Value);
  }
  void stored(const Expr *To, const Expr *Value, Kept As) {
    if (Returns || As == Kept::Nothing)
      return;
    const StoreRoot Root = StoreRoot::of(To);
    if (!isLookedFor(Root))
      return;
    // What lies behind a pointer somebody else may take back, and so what is one of many.
    Behind = Root.Behind || Root.Element ||
             (To->getType()->isPointerType() && !To->isGLValue() && !isa<CXXThisExpr>(withoutWrappers(To)));
    mark(Value, As);
  }

  bool VisitCallExpr(CallExpr *C) {
    handedOn(CallParts(C));
    return StoreWalk::VisitCallExpr(C);
  }
  bool VisitCXXConstructExpr(CXXConstructExpr *C) {
    handedOn(CallParts(C));
    return StoreWalk::VisitCXXConstructExpr(C);
  }
  bool VisitReturnStmt(ReturnStmt *R) {
    if (Returns && R->getRetValue())
      R->getRetValue()->isGLValue() ? mark(R->getRetValue()) : store(R->getRetValue(), F->getReturnType());
    return true;
  }
  /// It may run, or not; what it returns is not returned here.
  bool TraverseLambdaExpr(LambdaExpr *L) {
    if (Returns)
      return true;
    ++Conditional;
    const bool Go = StoreWalk::TraverseLambdaExpr(L);
    --Conditional;
    return Go;
  }
  /// What happens on some paths only is not certain.
  bool TraverseStmt(Stmt *S) {
    const bool Branches = S && branches(S);
    Conditional += Branches;
    const bool Go = StoreWalk::TraverseStmt(S);
    Conditional -= Branches;
    Left |= Conditional && S && isa<ReturnStmt>(S);
    return Go;
  }

private:
  /// What those leave elsewhere that this body calls.
  void handedOn(const CallParts &C) {
    if (Where != Into::Elsewhere || !C.Callee || isStd(C.Callee))
      return;
    const KeptList Inner = Types.keptElsewhere(C.Callee, C.Dispatches);
    for (unsigned J = 0; J < C.Args.size() && J < C.Callee->getNumParams() && J < Inner.size(); ++J)
      if (Inner[J] != Kept::Nothing)
        mark(C.Args[J], Inner[J]);
    if (C.Object && Inner.size() > C.Callee->getNumParams() && Inner.back() != Kept::Nothing)
      mark(C.Object, Kept::Whole);
  }

  static bool branches(const Stmt *S) {
    if (const auto *If = dyn_cast<IfStmt>(S))
      return !If->isConstexpr();
    if (const auto *B = dyn_cast<BinaryOperator>(S))
      return B->isLogicalOp();
    return isa<WhileStmt, ForStmt, CXXForRangeStmt, SwitchStmt, CXXCatchStmt, AbstractConditionalOperator>(S);
  }
  /// The object; what the parameter refers to that is looked for; a global, or where a pointer of the object leads.
  bool isLookedFor(const StoreRoot &Root) const {
    if (Where == Into::Elsewhere && Root.Unknown)
      return true;
    if (Where == Into::Object || (Where == Into::Elsewhere && Root.Behind && Root.This))
      return Root.This;
    return Root.Variable && (Where == Into::Elsewhere ? Root.Variable->hasGlobalStorage() : Root.Variable == Target);
  }

  BorrowSource start() const {
    BorrowSource S;
    S.Perhaps = !Returns && (Behind || Conditional || Left);
    return S;
  }
  void mark(const Expr *Value) {
    SourceFinder Sources(Types, F);
    Sources.of(Value, start());
    mark(Sources);
  }
  void mark(const Expr *Value, Kept As) {
    SourceFinder Sources(Types, F);
    Sources.kept(Value, As, start());
    mark(Sources);
  }
  void mark(const SourceFinder &Sources) {
    for (const BorrowSource &S : Sources.Found)
      mark(S);
  }
  void mark(const BorrowSource &S) {
    if (!S.Parameter) { // the object
      if ((Where == Into::Parameter || Where == Into::Elsewhere) && Out.size() > F->getNumParams())
        Out[F->getNumParams()] = Kept::Perhaps;
      return;
    }
    if (const unsigned I = S.Parameter->getFunctionScopeIndex(); I < Out.size())
      Out[I] = joined(Out[I], S.keptBy(Types, F));
  }

  const FunctionDecl *F;
  KeptList &Out;
  Into Where;
  bool Returns;
  const ParmVarDecl *Target;
  bool Behind = false; ///< so does what was stored into last
  bool Left = false;   ///< a return on some path came before
  unsigned Conditional = 0;
};

/// True if \p Out became more.
bool joinAll(KeptList &Out, const KeptList &More) {
  bool Changed = false;
  for (unsigned I = 0; I < Out.size() && I < More.size(); ++I) {
    Changed |= Out[I] < More[I];
    Out[I] = joined(Out[I], More[I]);
  }
  return Changed;
}

void addLifetimeBounds(const FunctionDecl *F, KeptList &Out) {
  for (unsigned I = 0; I < F->getNumParams(); ++I)
    if (isLifetimeBound(F->getParamDecl(I)))
      Out[I] = Kept::Whole;
}

bool isVirtual(const FunctionDecl *F) {
  const auto *Method = dyn_cast<CXXMethodDecl>(F);
  return Method && Method->isVirtual();
}

} // namespace

/// What other units say that \p F leaves in \p Into.
void BorrowTypes::addForeign(const FunctionDecl *F, bool Hidden, int Into, KeptList &Out) {
  if (const auto *Keeps = M.keepsElsewhere(F, Hidden))
    for (const Index::Keep &Each : *Keeps) {
      const unsigned I = Each.From == Index::Object ? F->getNumParams() : Each.From;
      if (Each.Into == Into && I < Out.size())
        Out[I] = joined(Out[I], keptNamed(Each.As).value_or(Kept::Perhaps));
    }
}

bool BorrowTypes::isKnown(const FunctionDecl *F) { return F->hasBody() || M.hasBodyElsewhere(F); }

/// Calls \p Do with those that may run in the place of \p F.
void BorrowTypes::eachOverrider(const FunctionDecl *F, llvm::function_ref<void(const CXXMethodDecl *)> Do) {
  const auto *Method = dyn_cast<CXXMethodDecl>(F);
  if (!Method || !Method->isVirtual())
    return;
  const auto &Overriders = M.callGraph().survey().Overriders;
  if (const auto It = Overriders.find(Method->getCanonicalDecl()); It != Overriders.end())
    for (const CXXMethodDecl *Each : It->second)
      Do(Each);
}

/// The least solution: what is asked again while it is being found is, for now, what was found in the round before.
const KeptList &BorrowTypes::answer(std::unique_ptr<Answer> &Slot, unsigned Size,
                                    llvm::function_ref<void(KeptList &)> Find) {
  if (!Slot)
    Slot = std::make_unique<Answer>(Size);
  Answer &Own = *Slot; // Slot may be moved meanwhile
  if (Own.Final || (Nested && Own.Round == Round)) {
    Recursed |= !Own.Final;
    return Own.List;
  }
  const bool First = !Nested++;
  do {
    if (First) {
      ++Round;
      Changed = Recursed = false;
      Pending.clear();
    }
    Own.Round = Round;
    Pending.push_back(&Own);
    KeptList Found(Size, Kept::Nothing);
    Find(Found);
    Changed |= joinAll(Own.List, Found);
    if (First && Recursed && Changed)
      Locals.clear(); // they were made of answers that have changed
  } while (First && Recursed && Changed);
  --Nested;
  if (First)
    for (Answer *Each : Pending)
      Each->Final = true;
  return Own.List;
}

const KeptList &BorrowTypes::keptByObject(const FunctionDecl *F) {
  return answer(ByObject[F->getCanonicalDecl()], F->getNumParams(), [&](KeptList &Made) {
    const FunctionDecl *Body = F;
    const bool Seen = F->hasBody(Body) && !Body->isDependentContext();
    const auto *Method = dyn_cast<CXXMethodDecl>(F);
    QualType Object = Method && !Method->isStatic() ? Method->getThisType()->getPointeeType() : QualType();
    const auto *C = dyn_cast<CXXConstructorDecl>(Body);
    if (Object.isNull() || !mayHold(Object)) {
    } else if (C && isInStd(Method->getParent())) {
      for (unsigned I = 0; I < F->getNumParams(); ++I)
        if (!isOwnedPart(Object, I, F->getNumParams()))
          Made[I] = keptByLibrary(Object, F->getParamDecl(I)->getType());
    } else if (Seen) {
      KeepFinder Finder(*this, Body, Made, KeepFinder::Into::Object);
      if (C)
        for (const CXXCtorInitializer *I : C->inits()) {
          if (!I->getInit())
            continue;
          if (I->isAnyMemberInitializer() && I->getAnyMember()->getType()->isReferenceType())
            Finder.store(I->getInit(), I->getAnyMember()->getType());
          else
            Finder.store(I->getInit(), I->getInit()->getType());
        }
      Finder.TraverseStmt(Body->getBody());
    } else if (isKnown(F)) {
      addForeign(F, /*Hidden=*/false, Index::Object, Made);
    } else if (C) {
      for (unsigned I = 0; I < F->getNumParams(); ++I)
        Made[I] = byType(Object, F->getParamDecl(I)->getType());
    }
    addLifetimeBounds(F, Made);
  });
}

const KeptList &BorrowTypes::keptByResult(const FunctionDecl *F) {
  return answer(ByResult[F->getCanonicalDecl()], F->getNumParams(), [&](KeptList &Made) {
    const FunctionDecl *Body = F;
    QualType Result = F->getReturnType();
    const bool Std = isInStd(F);
    if (!Std && F->hasBody(Body) && !Body->isDependentContext()) {
      KeepFinder(*this, Body, Made, KeepFinder::Into::Result).TraverseStmt(Body->getBody());
    } else if (Std || !isKnown(F)) {
      for (unsigned I = 0; I < F->getNumParams(); ++I) {
        QualType Given = F->getParamDecl(I)->getType();
        // An algorithm's result is one of the iterators that it was given.
        if (Std)
          Made[I] = mayHold(plainType(Result)) && plainType(Result) == plainType(Given) ? Kept::Whole : Kept::Nothing;
        else
          Made[I] = byType(Result, Given);
      }
    }
    if (!Std) {
      addForeign(F, isVirtual(F), Index::Result, Made);
      eachOverrider(F, [&](const CXXMethodDecl *Each) { joinAll(Made, keptByResult(Each)); });
    }
    addLifetimeBounds(F, Made);
  });
}

const KeptList &BorrowTypes::keptByParameter(const FunctionDecl *F, unsigned At) {
  return answer(ByParameter[{F->getCanonicalDecl(), At}], F->getNumParams() + 1, [&](KeptList &Made) {
    const FunctionDecl *Body = F;
    if (F->hasBody(Body)) {
      if (!Body->isDependentContext())
        KeepFinder(*this, Body, Made, KeepFinder::Into::Parameter, Body->getParamDecl(At)).walk();
    } else if (ByTypes && !isKnown(F)) {
      couldWrite(F, At, Made);
    }
    addForeign(F, isVirtual(F), At, Made);
    eachOverrider(F, [&](const CXXMethodDecl *Each) { joinAll(Made, keptByParameter(Each, At)); });
  });
}

/// By its types, what \p F may write into what its parameter \p At refers to.
void BorrowTypes::couldWrite(const FunctionDecl *F, unsigned At, KeptList &Out) {
  const QualType Into = plainType(writtenThrough(F->getParamDecl(At)->getType()));
  for (unsigned I = 0; I < F->getNumParams(); ++I) {
    const QualType Given = F->getParamDecl(I)->getType();
    if (I == At)
      continue;
    if (isOwner(plainType(Given)) && Given->isReferenceType() && holdsView(Into))
      Out[I] = Kept::PerhapsContent;
    else
      Out[I] = byType(Into, Given);
    // `strtol(text, &end, 10)`: C takes the const off.
    if (Out[I] == Kept::Nothing && F->isExternC() && Into->isPointerType() && Given->isPointerType() &&
        referentOf(Into) == referentOf(Given))
      Out[I] = Kept::Perhaps;
  }
  // A class without borrows of its own can lend but itself.
  if (const auto *Method = dyn_cast<CXXMethodDecl>(F);
      Method && Method->isInstance() && !mayHold(Method->getThisType()->getPointeeType()))
    Out.back() = Kept::Perhaps;
}

const KeptList &BorrowTypes::keptElsewhere(const FunctionDecl *F, bool Dispatches) {
  return answer(Elsewhere[{F->getCanonicalDecl(), Dispatches}], F->getNumParams() + 1, [&](KeptList &Made) {
    const auto *Method = dyn_cast<CXXMethodDecl>(F);
    if (llvm::none_of(F->parameters(), [&](const ParmVarDecl *P) { return mayHold(P->getType()); }) &&
        !(Method && Method->isInstance()))
      return;
    const FunctionDecl *Body = F;
    if (F->hasBody(Body) && !Body->isDependentContext())
      KeepFinder(*this, Body, Made, KeepFinder::Into::Elsewhere).walk();
    addForeign(F, Dispatches || hidesPlaces(Method), Index::Elsewhere, Made);
    if (Dispatches)
      eachOverrider(F, [&](const CXXMethodDecl *Each) { joinAll(Made, keptByOverrider(Each)); });
  });
}

/// What \p Method, of another unit, keeps in its object has no place there that could be seen.
bool BorrowTypes::hidesPlaces(const CXXMethodDecl *Method) {
  return Method && Method->isInstance() && !Method->hasBody() && !mayHold(Method->getThisType()->getPointeeType());
}

/// Of a class that the caller does not know, what it keeps is elsewhere.
KeptList BorrowTypes::keptByOverrider(const CXXMethodDecl *Each) {
  KeptList Out = keptElsewhere(Each);
  joinAll(Out, keptByObject(Each));
  const QualType Class = Each->getThisType()->getPointeeType();
  for (unsigned I = 0; !isKnown(Each) && I < Each->getNumParams(); ++I)
    Out[I] = joined(Out[I], couldKeep(Class, Each->getParamDecl(I)->getType()));
  return Out;
}

} // namespace conure
