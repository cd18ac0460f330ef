//===- Contents.cpp - Borrows of what containers hold ---------------------===//
//
// Puts an element_guard beside each variable that borrows an element of a
// standard container and is used after something that may change the container,
// and a check before each operation that may invalidate such borrows. Where the
// variable is not used again, the guard is released before the change. A loop
// over a container has one guard, before it, which each round tells its element.
//
//===----------------------------------------------------------------------===//
#include "rewrite/SourceWalk.h"
#include "rewrite/counts/ContentsEdits.h"
#include "rewrite/counts/Counts.h"
#include "rewrite/counts/ElementArguments.h"
#include "rewrite/counts/ObjectEnds.h"
#include "rewrite/counts/Statements.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "llvm/ADT/STLExtras.h"
#include <algorithm>

using namespace clang;

namespace conure::rewrite {

namespace {

/// The local variable that a container is, as a whole.
const VarDecl *localContainer(const Expr *E, bool Arrow) {
  const auto *Ref = Arrow ? nullptr : dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts());
  const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  return isOwnLocal(V) ? V : nullptr;
}
const FieldDecl *ownField(const Expr *E, bool Arrow) {
  const auto *Member = Arrow ? nullptr : dyn_cast<MemberExpr>(E->IgnoreParenImpCasts());
  if (!Member || !isa<CXXThisExpr>(Member->getBase()->IgnoreParenImpCasts()))
    return nullptr;
  return dyn_cast<FieldDecl>(Member->getMemberDecl());
}

/// True if a path is certainly another container than what is changed, and what it holds did not come from there.
bool areDistinct(const Expr *Borrowed, const Change &By, const ContentsBody &All) {
  const VarDecl *A = localContainer(Borrowed, Borrowed->getType()->isPointerType());
  const VarDecl *B = localContainer(By.Object, By.Arrow);
  const FieldDecl *F = ownField(Borrowed, false), *G = ownField(By.Object, By.Arrow);
  if ((A && All.Moved.count(A)) || (F && All.MovedFields.count(F)))
    return false;
  if (A && B)
    return A != B;
  if (F && G)
    return F != G;
  return (A && G) || (F && B);
}

QualType typeOf(const Change &What) { return What.Ends ? endedType(What) : What.type(); }

class ContentsWriter {
public:
  ContentsWriter(UnitContext &U, Counted &C, Drops &D)
      : U(U), C(C), D(D), Calls(U, C), Arguments(U, C, Calls), Edits(U) {}

  void function(const FunctionDecl *F) {
    Edits.enter(F);
    ContentsBody All = ContentsBody::collect(F, U, C);
    noteMoves(All);
    llvm::DenseMap<const FunctionDecl *, std::unique_ptr<Liveness>> Lives;
    llvm::DenseSet<const VarDecl *> Guarded;
    llvm::DenseSet<const CXXRecordDecl *> GuardedClasses;
    std::vector<WrittenBorrow> Kept;
    for (ElementBorrow &B : All.Borrows) {
      WrittenBorrow W;
      W.Borrow = &B;
      if (!borrow(W, B, All, Lives))
        continue;
      Kept.push_back(std::move(W));
      if (!Kept.back().IsGuarded && Kept.back().InHead.empty())
        continue;
      B.Later.insert(B.Later.end(), B.From.begin(), B.From.end());
      for (const Expr *E : B.Later) {
        if (const VarDecl *Root = rootOf(E); isOwnLocal(Root) && !All.Moved.count(Root))
          Guarded.insert(Root);
        else
          GuardedClasses.insert(containerClass(E));
      }
    }
    const WrittenBorrow *Before = nullptr;
    for (const WrittenBorrow &W : Kept) {
      if (!W.Dropping.empty())
        Edits.writeHome(W);
      Edits.writeInHead(W);
      if (!W.IsGuarded)
        continue;
      if (Before && ContentsEdits::isElementOf(W, *Before))
        Edits.writeElement(W, *Before);
      else
        Edits.write(W, All);
      Before = &W;
    }
    for (const ContentsSite &S : All.Sites)
      if (S.What)
        check(*S.What, Guarded, GuardedClasses);
    for (const ElementArgument &A : All.Arguments)
      Arguments.look(A, All);
  }

private:
  /// The contents of a container that a call can reach may be another's afterwards.
  void noteMoves(ContentsBody &All) {
    for (const ElementBorrow &B : All.Borrows)
      for (const Expr *E : B.From)
        if (const VarDecl *V = rootOf(E);
            isOwnLocal(V) && !All.Moved.count(V) && llvm::any_of(All.Sites, [&](const ContentsSite &S) {
              return !S.What && (All.Escaping.count(V) || mentions(S.E, V)) &&
                     Calls.ofCall(S.E).mayMove(containerClass(E));
            }))
          All.Moved.insert(V);
  }

  void refuse(const ElementBorrow &B, const std::string &Why) {
    ++U.stats().Uninstrumented;
    U.uninstrumented(B.Loc, (B.Stray.empty() ? "the borrow '" + B.Name + "' of an element" : "a borrow of an element") +
                                " is not counted: " + Why);
  }

  bool isInHead(const ElementBorrow &B, SourceLocation L) {
    SourceManager &SM = U.sources();
    return SM.isPointWithin(SM.getExpansionLoc(L), SM.getExpansionLoc(B.Head.getBegin()),
                            SM.getExpansionLoc(B.Head.getEnd()));
  }

  /// Why what stands at \p S may change what \p B borrows; empty if it does not.
  std::string threat(const ElementBorrow &B, const ContentsSite &S, const ContentsBody &All) {
    std::vector<const Expr *> Containers(B.From.begin(), B.From.end());
    Containers.insert(Containers.end(), B.Later.begin(), B.Later.end());
    for (const Expr *From : Containers) {
      const CXXRecordDecl *R = containerClass(From);
      if (S.What) {
        if (S.What->Ends) {
          const VarDecl *A = rootOf(From), *E = rootOf(S.What->Object);
          const bool Distinct = isOwnLocal(A) && isOwnLocal(E) && A != E && !All.Moved.count(A);
          if (!Distinct && llvm::is_contained(containersIn(endedType(*S.What)), R))
            return "'" + S.What->Name + "' may end the object that has the container";
          continue;
        }
        if (S.What->Leaves) {
          // What tells which element it is goes along.
          const bool Tells = (B.How == ElementBorrow::Reference || B.How == ElementBorrow::Handle ||
                              (B.How == ElementBorrow::Held && !B.HeldText.empty())) &&
                             Containers.size() == 1 && holdingOf(R) != Holding::Text;
          if (!Tells && isLeft(R) && llvm::is_contained(containersIn(typeOf(*S.What)), R) &&
              !areDistinct(From, *S.What, All))
            return "'" + S.What->Name + "' may take the contents elsewhere";
          continue;
        }
        if (containerClass(S.What->Object) == R && !areDistinct(From, *S.What, All))
          return "'" + S.What->Name + "' may change the container";
        continue;
      }
      ContentsEffect Effect = Calls.ofCall(S.E);
      if (!Effect.mayChange(R))
        continue;
      // Nobody else can reach a local container whose address never left the function.
      const VarDecl *Local = rootOf(From);
      if (isOwnLocal(Local) && !All.Escaping.count(Local) && !All.Moved.count(Local) && !mentions(S.E, Local))
        continue;
      return Effect.Unknown.empty() ? "it calls what may change the container" : Effect.Unknown;
    }
    return {};
  }

  /// Decides what is to be made for \p B; false if nothing is.
  bool borrow(WrittenBorrow &Result, ElementBorrow &B, const ContentsBody &All,
              llvm::DenseMap<const FunctionDecl *, std::unique_ptr<Liveness>> &Lives) {
    if (!B.Stray.empty() && (!B.Variable || llvm::any_of(B.From, isTemporaryContainer))) {
      if (B.Obstacle.empty())
        B.Obstacle = "it is in " + B.Stray;
      ++U.stats().Borrows;
      refuse(B, B.Obstacle);
      return false;
    }
    if (B.Stray.empty() && B.Variable && B.Variable->isReferenced() && llvm::any_of(B.From, isTemporaryContainer)) {
      ++U.stats().Borrows;
      refuse(B, "its container is a temporary, which ends with the statement");
      return false;
    }
    std::string Cause;
    SourceLocation CauseLoc;
    ContentsSites &Ends = Result.Ends;
    std::vector<Ending> &Over = Result.Over;
    std::unique_ptr<Liveness> &Live = Lives[B.Function];
    auto Uses = [&]() -> const Liveness & {
      if (!Live)
        Live = std::make_unique<Liveness>(B.Function, U.context(), All.watched(B.Function));
      return *Live;
    };
    const std::optional<ElementHome> Home = homeOf(B.From, C);
    for (const ContentsSite &S : All.Sites) {
      const bool InHead = B.Head.isValid() && isInHead(B, S.E->getBeginLoc());
      if (S.Function != B.Function || (!InHead && !Edits.isInScope(B, S.E->getBeginLoc())))
        continue;
      std::string Why = threat(B, S, All);
      const bool Drops = Home && Home->Carrier && D.in(S.E, Home->Carrier);
      if (Why.empty() && !Drops)
        continue;
      bool Used = B.Function->isDependentContext() || B.Watch.empty();
      for (const VarDecl *V : B.Watch)
        // What holds a borrow may also use it in the call.
        Used |= Uses().isUsedAfter(S.E, V) || (!B.Stray.empty() && mentions(S.E, V));
      if (Used && Drops)
        Result.Dropping.push_back(&S);
      if (Why.empty() || (InHead && !Used))
        continue;
      if (!Used) {
        if (llvm::none_of(Ends, [&](const ContentsSite *Other) { return Other->E == S.E; }))
          Ends.push_back(&S);
      } else if (InHead) {
        Result.InHead.push_back(&S);
      } else if (Cause.empty()) {
        Cause = Why;
        CauseLoc = S.E->getBeginLoc();
      }
    }
    Over = endingsOf(B, All, Uses);
    // A closure may have a copy of it that is used longer; that is told by itself.
    llvm::erase_if(Over, [&](const Ending &E) { return E.IsAssignment && !Edits.isInScope(B, E.At->getBeginLoc()); });
    for (const Ending &E : Over) {
      llvm::erase_if(Ends, [&](const ContentsSite *S) { return S->E == E.At; });
      if (Cause.empty()) {
        Cause = "'" + E.Storage->getNameAsString() + (E.IsAssignment ? "' is assigned" : "' ends");
        CauseLoc = E.IsAssignment ? E.At->getBeginLoc() : E.At->getEndLoc();
      }
    }
    ++U.stats().Borrows;
    std::string Name = B.Stray.empty() ? "borrow '" + B.Name + "' of an element" : "borrow of an element in " + B.Stray;
    if (!Result.Dropping.empty()) {
      const std::string Why = home(Result, B, *Home, All);
      if (!Why.empty()) {
        refuse(B, Why);
        return false;
      }
      const ContentsSite *First = Result.Dropping.front();
      U.explainElision(B.Loc, Name + " counts on its '" + Home->Carrier->getNameAsString() + "' in line " +
                                  std::to_string(U.place(First->E->getBeginLoc()).Line) +
                                  ", where that may be dropped");
    }
    if (!Result.InHead.empty()) {
      std::string Why = obstacle(B, All, Ends, Over);
      if (Why.empty() && llvm::any_of(Result.InHead, [&](const ContentsSite *S) {
            return !ContentsEdits::isWrappable(S->E) || !U.written(S->E->getSourceRange());
          }))
        Why = "the head of its loop may change the container";
      if (!Why.empty()) {
        refuse(B, Why);
        return false;
      }
      U.explainElision(B.Loc, Name + " is counted in the head of its loop, which may change the container");
    }
    if (Cause.empty() && U.options().Elide) {
      if (!Result.Dropping.empty() || !Result.InHead.empty()) {
        ++U.stats().Counted;
        Result.IsGuarded = false;
        return true;
      }
      ++U.stats().Elided;
      U.explainElision(B.Loc, Name + " is not counted: it is not used after anything that may change the container");
      return false;
    }
    std::string Why = obstacle(B, All, Ends, Over);
    if (!Why.empty()) {
      if (!Cause.empty())
        refuse(B, Why);
      else
        ++U.stats().Elided;
      Result.IsGuarded = false;
      Result.InHead.clear();
      return !Result.Dropping.empty();
    }
    if (!Cause.empty())
      U.explainElision(B.Loc, Name + " is counted: it is used after line " + std::to_string(U.place(CauseLoc).Line) +
                                  ", where " + Cause);
    ++U.stats().Counted;
    return true;
  }

  /// Why nothing can count on the value that has the container of \p B; empty if it can.
  std::string home(WrittenBorrow &Result, const ElementBorrow &B, const ElementHome &Home, const ContentsBody &All) {
    if (!B.Obstacle.empty())
      return B.Obstacle;
    const std::string Class = "'" + Home.Carrier->getNameAsString() + "'";
    const auto *M = dyn_cast<CXXMethodDecl>(B.Function);
    if (B.Function->isDependentContext() || !U.isPlain(B.Loc) || B.Scopes.size() != 1 || !B.HasInit ||
        (B.Function->isConstexprSpecified() && !(M && M->getParent()->isLambda())))
      return "no count can stand there of the " + Class + " that has its container, which may be dropped";
    for (const HandleWrite &W : All.Writes)
      if (W.To == B.Variable)
        return "it is assigned, and the " + Class + " that has its container may be dropped";
    if (isa<CXXThisExpr>(Home.Value->IgnoreParenImpCasts()))
      Result.Home = "this";
    else if (std::optional<std::string> Text = Edits.textOf(Home.Value))
      Result.Home = "::std::addressof(" +
                    (Home.IsArrow && Home.Value->getType()->isPointerType() ? *Text
                     : Home.IsArrow                                         ? "*(" + *Text + ")"
                                                                            : *Text) +
                    ")";
    if (Result.Home.empty())
      return "the " + Class + " that has its container cannot be named again, and may be dropped";
    for (const ContentsSite *S : Result.Dropping)
      if (!isa<CallExpr, CXXDeleteExpr>(S->E) || !U.written(S->E->getSourceRange()))
        return "the " + Class + " that has its container may be dropped where no count can stand";
    return {};
  }

  std::string obstacle(ElementBorrow &B, const ContentsBody &All, const ContentsSites &Ends,
                       const std::vector<Ending> &Over) {
    if (!B.Obstacle.empty())
      return B.Obstacle;
    if (B.Function->isDependentContext())
      return "it is in a generic closure";
    const auto *M = dyn_cast<CXXMethodDecl>(B.Function);
    if (B.Function->isConstexprSpecified() && !(M && M->getParent()->isLambda()))
      return "it is in a constexpr function";
    if (!U.isPlain(B.Loc))
      return "it is written by a macro";
    B.Paths.clear();
    for (const Expr *E : B.From)
      if (std::optional<std::string> Text = Edits.textOf(E))
        B.Paths.push_back(*Text);
      else if (B.Paths.empty())
        return "its container cannot be named again";
    for (const ContentsSite *S : Ends)
      if (!U.written(S->E->getSourceRange()) ||
          (!ContentsEdits::isWrappable(S->E) && Edits.statementBegin(*S).isInvalid()))
        return "a macro changes the container";
    for (const HandleWrite &W : All.Writes)
      if (W.To == B.Variable && Edits.isInScope(B, W.Whole->getBeginLoc())) {
        if (W.Function != B.Function)
          return "a closure assigns it";
        if (!W.Discarded)
          return "it is assigned and used at once";
        if (!U.written(W.Whole->getSourceRange()))
          return "a macro assigns it";
        if (!W.From.empty() && !Edits.textOf(W.From[0]))
          return "its container cannot be named again where it is assigned";
      }
    for (const Ending &E : Over)
      if (!Edits.isCheckable(E))
        return "'" + E.Storage->getNameAsString() + "' ends before it where no check can stand";
    return {};
  }
  void check(const Change &What, const llvm::DenseSet<const VarDecl *> &Guarded,
             const llvm::DenseSet<const CXXRecordDecl *> &GuardedClasses) {
    const auto Classes = containersIn(typeOf(What));
    if (What.Leaves && llvm::none_of(Classes, isLeft))
      return;
    if (U.options().Elide)
      if (const VarDecl *V = localContainer(What.Object, What.Arrow);
          V && !Guarded.count(V) &&
          llvm::none_of(Classes, [&](const CXXRecordDecl *R) { return GuardedClasses.count(R); }))
        return; // its borrows are all in this function
    if (What.Ends)
      Edits.endOf(What, C);
    else
      Edits.change(What);
  }

  UnitContext &U;
  Counted &C;
  Drops &D;
  Effects Calls;
  ElementArguments Arguments;
  ContentsEdits Edits;
};

/// Every function with a body that the user wrote, templates as they are instantiated.
class FunctionWalk : public SourceWalk<FunctionWalk> {
public:
  FunctionWalk(UnitContext &U, ContentsWriter &Writer) : SourceWalk(U), Writer(Writer) {}
  bool shouldVisitTemplateInstantiations() const { return true; }
  bool VisitFunctionDecl(FunctionDecl *F) {
    const auto *M = dyn_cast<CXXMethodDecl>(F);
    if (F->isThisDeclarationADefinition() && F->doesThisDeclarationHaveABody() && !F->isDefaulted() &&
        !F->isConsteval() && !F->isDependentContext() && !F->isInvalidDecl() && U.isEditable(F->getLocation()) &&
        !(M && M->getParent()->isLambda()))
      Writer.function(F);
    return true;
  }

private:
  ContentsWriter &Writer;
};

} // namespace

void countContents(UnitContext &U, Counted &C, Drops &D) {
  ContentsWriter Writer(U, C, D);
  FunctionWalk(U, Writer).walk();
}

} // namespace conure::rewrite
