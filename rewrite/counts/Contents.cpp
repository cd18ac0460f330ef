//===- Contents.cpp - Borrows of what containers hold ---------------------===//
//
// Puts an element_guard beside each variable that borrows an element of a
// standard container and is used after something that may change the container,
// and a check before each operation that may invalidate such borrows. Where the
// variable is not used again, the guard is released before the change. A loop
// over a container has one guard, before it, which each round tells its element.
//
//===----------------------------------------------------------------------===//
#include "rewrite/counts/ContentsBody.h"
#include "rewrite/counts/Counts.h"
#include "rewrite/counts/ElementArguments.h"
#include "rewrite/counts/Endings.h"
#include "rewrite/counts/Statements.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSwitch.h"
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
  if (A && All.Moved.count(A))
    return false;
  if (A && B)
    return A != B;
  if (F && G)
    return F != G;
  return (A && G) || (F && B);
}

/// The type that stands for an operation in changes.h.
std::string operation(llvm::StringRef Name) {
  std::string Of = llvm::StringSwitch<llvm::StringRef>(Name)
                       .Case("=", "assignment")
                       .Case("+=", "addition")
                       .Case(">>", "input")
                       .Case("operator[]", "subscript")
                       .Default(Name)
                       .str();
  std::replace(Of.begin(), Of.end(), ' ', '_'); // "erase range"
  return "::conure::rt::op_" + Of;
}

class ContentsWriter {
public:
  ContentsWriter(UnitContext &U, Counted &C, Drops &D) : U(U), C(C), D(D), Calls(U, C), Arguments(U, C, Calls) {}

  void function(const FunctionDecl *F) {
    Current = F;
    ContentsBody All = ContentsBody::collect(F, U, C);
    llvm::DenseMap<const FunctionDecl *, std::unique_ptr<Liveness>> Lives;
    llvm::DenseSet<const VarDecl *> Guarded;
    llvm::DenseSet<const CXXRecordDecl *> GuardedClasses;
    std::vector<Written> Kept;
    for (ElementBorrow &B : All.Borrows) {
      Written W;
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
    const Written *Before = nullptr;
    for (const Written &W : Kept) {
      if (!W.Dropping.empty())
        writeHome(W);
      for (const ContentsSite *S : W.InHead) {
        auto Range = U.written(S->E->getSourceRange());
        U.wrap(Range->getBegin(), Range->getEnd(), "(" + value(*W.Borrow, W.Borrow->Paths[0]) + ", ", ")",
               groupOf(*W.Borrow), "borrow of an element");
      }
      if (!W.IsGuarded)
        continue;
      if (Before && isElementOf(W, *Before))
        writeElement(W, *Before);
      else
        write(W, All);
      Before = &W;
    }
    for (const ContentsSite &S : All.Sites)
      if (S.What)
        check(*S.What, Guarded, GuardedClasses);
    for (const ElementArgument &A : All.Arguments)
      Arguments.look(A, All);
  }

private:
  using Releases = std::vector<const ContentsSite *>;
  struct Written {
    const ElementBorrow *Borrow = nullptr;
    Releases Ends;
    std::vector<Ending> Over; ///< where its container ends before it
    Releases Dropping;        ///< what may drop the counted value that has its container
    std::string Home;         ///< that value, as a pointer
    Releases InHead;          ///< what may change the container in the head of its `for`
    bool IsGuarded = true;
  };

  std::string groupOf(const ElementBorrow &B) {
    return (B.How == ElementBorrow::Iteration ? "iteration '" : "borrow of an element, '") + B.Name + "', at " +
           U.placeName(B.Loc) + B.Suffix;
  }
  void refuse(const ElementBorrow &B, const std::string &Why) {
    ++U.stats().Uninstrumented;
    U.uninstrumented(B.Loc, (B.Stray.empty() ? "the borrow '" + B.Name + "' of an element" : "a borrow of an element") +
                                " is not counted: " + Why);
  }

  bool isInScope(const ElementBorrow &B, SourceLocation L) {
    SourceManager &SM = U.sources();
    L = SM.getExpansionLoc(L);
    for (const ElementBorrow::Scope &S : B.Scopes)
      if (!SM.isBeforeInTranslationUnit(L, SM.getExpansionLoc(S.Begin)) &&
          SM.isBeforeInTranslationUnit(L, SM.getExpansionLoc(S.End)))
        return true;
    return false;
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
        if (containerClass(S.What->Object) == R && !areDistinct(From, *S.What, All))
          return "'" + S.What->Name + "' may change the container";
        continue;
      }
      ContentsEffect Effect = Calls.ofCall(S.E);
      if (!Effect.mayChange(R))
        continue;
      // Nobody else can reach a local container whose address never left the function.
      const VarDecl *Local = rootOf(From);
      if (isOwnLocal(Local) && !All.Escaping.count(Local) && !mentions(S.E, Local))
        continue;
      return Effect.Unknown.empty() ? "it calls what may change the container" : Effect.Unknown;
    }
    return {};
  }

  /// Decides what is to be made for \p B; false if nothing is.
  bool borrow(Written &Result, ElementBorrow &B, const ContentsBody &All,
              llvm::DenseMap<const FunctionDecl *, std::unique_ptr<Liveness>> &Lives) {
    if (!B.Stray.empty() && !B.Variable) {
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
    Releases &Ends = Result.Ends;
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
      if (S.Function != B.Function || (!InHead && !isInScope(B, S.E->getBeginLoc())))
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
        Ends.push_back(&S);
      } else if (InHead) {
        Result.InHead.push_back(&S);
      } else if (Cause.empty()) {
        Cause = Why;
        CauseLoc = S.E->getBeginLoc();
      }
    }
    Over = endingsOf(B, All, Uses);
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
            return !isWrappable(S->E) || !U.written(S->E->getSourceRange());
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
  std::string home(Written &Result, const ElementBorrow &B, const ElementHome &Home, const ContentsBody &All) {
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
    else if (std::optional<std::string> Text = textOf(Home.Value))
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

  /// What is written of \p E: of the `p->` of a smart pointer, whose range reaches over the arrow, just `p`.
  static const Expr *named(const Expr *E) {
    const auto *Call = dyn_cast<CXXOperatorCallExpr>(E->IgnoreParenImpCasts());
    return Call && Call->getOperator() == OO_Arrow ? Call->getArg(0) : E;
  }

  std::optional<std::string> textOf(const Expr *E) {
    if (!isRepeatable(E))
      return std::nullopt;
    // What another function named, which gave the element out.
    if (SourceManager &SM = U.sources();
        !SM.isPointWithin(SM.getExpansionLoc(E->getExprLoc()), SM.getExpansionLoc(Current->getBeginLoc()),
                          SM.getExpansionLoc(Current->getEndLoc())))
      return std::nullopt;
    const auto *This = dyn_cast<CXXThisExpr>(E->IgnoreParenImpCasts());
    auto Range = U.written(named(E)->getSourceRange());
    if (This || !Range)
      return std::nullopt;
    llvm::StringRef Text = U.text(Range->getBegin(), Range->getEnd());
    if (Text.empty() || Text.contains('\n') || Text.contains("/*"))
      return std::nullopt;
    return (E->getType()->isPointerType() ? "*(" + Text + ")" : llvm::Twine(Text)).str();
  }

  std::string obstacle(ElementBorrow &B, const ContentsBody &All, const Releases &Ends,
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
      if (std::optional<std::string> Text = textOf(E))
        B.Paths.push_back(*Text);
      else if (B.Paths.empty())
        return "its container cannot be named again";
    for (const ContentsSite *S : Ends)
      if (!U.written(S->E->getSourceRange()) || (!isWrappable(S->E) && statementBegin(*S).isInvalid()))
        return "a macro changes the container";
    for (const HandleWrite &W : All.Writes)
      if (W.To == B.Variable && isInScope(B, W.Whole->getBeginLoc())) {
        if (W.Function != B.Function)
          return "a closure assigns it";
        if (!W.Discarded)
          return "it is assigned and used at once";
        if (!U.written(W.Whole->getSourceRange()))
          return "a macro assigns it";
        if (!W.From.empty() && !textOf(W.From[0]))
          return "its container cannot be named again where it is assigned";
      }
    for (const Ending &E : Over)
      if (!isCheckable(E))
        return "'" + E.Storage->getNameAsString() + "' ends before it where no check can stand";
    return {};
  }
  bool isCheckable(const Ending &E) {
    if (!E.Container || !textOf(E.Container))
      return false;
    if (E.IsAssignment)
      return U.written(E.At->getSourceRange()).has_value();
    if (const auto *Block = dyn_cast<CompoundStmt>(E.At))
      return U.isPlain(Block->getRBracLoc());
    return isa<BreakStmt, ContinueStmt, GotoStmt>(E.At) && U.isPlain(E.At->getBeginLoc()) &&
           U.afterStatement(E.At).isValid();
  }
  static bool isWrappable(const Expr *E) { return isa<CallExpr>(E); }
  SourceLocation statementBegin(const ContentsSite &S) {
    return S.Statement && U.isPlain(S.Statement->getBeginLoc()) ? S.Statement->getBeginLoc() : SourceLocation();
  }

  static std::string guardOf(const ElementBorrow &B) { return "conure_" + B.Name + "_e" + B.Suffix; }
  static std::string value(const ElementBorrow &B, const std::string &Path) {
    std::string Type = "::conure::rt::element_guard";
    switch (B.How) {
    case ElementBorrow::Reference:
      return Type + "(" + Path + ", ::std::addressof(" + B.Name + ")" + here() + ")";
    case ElementBorrow::Handle:
      return Type + "::by(" + Path + ", " + B.Name + here() + ")";
    case ElementBorrow::View:
      return Type + "(" + Path + here() + ")";
    case ElementBorrow::Iteration:
      return Type + "::over(" + Path + here() + ")";
    }
    return {};
  }

  /// True if the loop's guard can tell the element as well: it lasts as long.
  static bool isElementOf(const Written &Element, const Written &Loop) {
    const ElementBorrow &A = *Element.Borrow, &B = *Loop.Borrow;
    return A.Loop && A.Loop == B.Loop && A.How == ElementBorrow::Reference && B.How == ElementBorrow::Iteration &&
           B.Scopes.back().Before && A.Paths == B.Paths &&
           llvm::all_of(Loop.Ends, [&](const ContentsSite *S) { return llvm::is_contained(Element.Ends, S); });
  }
  void writeElement(const Written &Element, const Written &Loop) {
    std::string Guard = guardOf(*Loop.Borrow), Group = groupOf(*Loop.Borrow);
    for (const ElementBorrow::Scope &S : Element.Borrow->Scopes)
      U.wrap(S.Insert, S.WrapEnd, " { " + Guard + ".at(::std::addressof(" + Element.Borrow->Name + "));", " }", Group,
             "borrow of an element");
    Releases Own;
    for (const ContentsSite *S : Element.Ends)
      if (!llvm::is_contained(Loop.Ends, S))
        Own.push_back(S);
    release(Guard + ".at(nullptr)", Own, Group);
  }
  void release(const std::string &Text, const Releases &Ends, const std::string &Group) {
    for (const ContentsSite *S : Ends) {
      if (isWrappable(S->E)) {
        auto Range = U.written(S->E->getSourceRange());
        U.wrap(Range->getBegin(), Range->getEnd(), "(" + Text + ", ", ")", Group, "end of a borrow");
      } else {
        U.insert(statementBegin(*S), Text + "; ", Group, "end of a borrow");
      }
    }
  }

  /// `element_home conure_x_o(&object);`, which counts while something runs that may drop the object.
  void writeHome(const Written &One) {
    const ElementBorrow &B = *One.Borrow;
    const ElementBorrow::Scope &S = B.Scopes[0];
    const std::string Name = "conure_" + B.Name + "_o" + B.Suffix, Group = groupOf(B) + ", of its object";
    const std::string Text = " ::conure::rt::element_home " + Name + "(" + One.Home + here() + ");";
    if (S.WrapEnd.isValid())
      U.wrap(S.Insert, S.WrapEnd, S.Before ? "{" + Text + " " : " {" + Text, " }", Group, "borrow of an element");
    else
      U.insert(S.Insert, Text, Group, "borrow of an element");
    for (const ContentsSite *Site : One.Dropping) {
      auto Range = U.written(Site->E->getSourceRange());
      U.wrap(Range->getBegin(), Range->getEnd(), "(" + Name + ".counted(), ", ")", Group, "borrow of an element");
    }
  }

  void write(const Written &One, const ContentsBody &All) {
    const ElementBorrow &B = *One.Borrow;
    std::string Group = groupOf(B);
    // One guard for the container, one each for what it is an element of.
    std::vector<std::string> Guards = {guardOf(B)};
    auto Need = [&](size_t N) {
      while (Guards.size() < N)
        Guards.push_back(guardOf(B) + std::to_string(Guards.size() + 1));
    };
    if (B.HasInit)
      Need(B.Paths.size());
    std::vector<std::pair<const HandleWrite *, std::vector<std::string>>> Writes;
    for (const HandleWrite &W : All.Writes)
      if (W.To == B.Variable && isInScope(B, W.Whole->getBeginLoc())) {
        std::vector<std::string> Paths;
        for (const Expr *E : W.From)
          if (std::optional<std::string> Path = textOf(E))
            Paths.push_back(std::move(*Path));
        Need(Paths.size());
        Writes.emplace_back(&W, std::move(Paths));
      }
    std::string Text, Release;
    for (size_t I = 0; I < Guards.size(); ++I) {
      Text += " ::conure::rt::element_guard " + Guards[I];
      if (B.HasInit && I < B.Paths.size())
        Text += I == 0 ? " = " + value(B, B.Paths[0]) : "(" + B.Paths[I] + here() + ")";
      Text += ";";
      Release += (I ? ", " : "") + Guards[I] + ".release()";
    }
    for (const ElementBorrow::Scope &S : B.Scopes) {
      if (S.WrapEnd.isValid())
        U.wrap(S.Insert, S.WrapEnd, S.Before ? "{" + Text + " " : " {" + Text, " }", Group, "borrow of an element");
      else
        U.insert(S.Insert, Text, Group, "borrow of an element");
    }
    release(Release, One.Ends, Group);
    for (const auto &[W, Paths] : Writes) {
      std::string Now;
      for (size_t I = 0; I < Guards.size(); ++I)
        Now += ", " + Guards[I] +
               (I >= Paths.size() ? ".release()"
                : I == 0          ? " = " + value(B, Paths[0])
                                  : " = ::conure::rt::element_guard(" + Paths[I] + here() + ")");
      auto Range = U.written(W->Whole->getSourceRange());
      U.wrap(Range->getBegin(), Range->getEnd(), "(", Now + ")", Group, "assignment of a borrow");
    }
    for (const Ending &E : One.Over)
      end(E, Guards, Group);
  }

  void end(const Ending &E, const std::vector<std::string> &Guards, const std::string &Group) {
    const std::string Path = *textOf(E.Container);
    std::string Text;
    for (const std::string &Guard : Guards)
      Text += (Text.empty() ? "" : ", ") + ("::conure::rt::ended(" + Guard) + ", " + Path + ", \"" + Path + "\", \"" +
              (E.IsAssignment ? "=" : "end of life") + "\"" + here() + ")";
    if (E.IsAssignment) {
      auto Range = U.written(E.At->getSourceRange());
      U.wrap(Range->getBegin(), Range->getEnd(), "(" + Text + ", ", ")", Group, "end of a container");
    } else if (const auto *Block = dyn_cast<CompoundStmt>(E.At)) {
      U.insert(Block->getRBracLoc(), Text + "; ", Group, "end of a container");
    } else {
      U.wrap(E.At->getBeginLoc(), U.afterStatement(E.At), "{ " + Text + "; ", " }", Group, "end of a container");
    }
  }

  /// The `->` that comes next at \p L, as it is written: an instantiation's own place of it is made up.
  SourceLocation arrowAfter(SourceLocation L) {
    Token Next;
    do {
      if (Lexer::getRawToken(L, Next, U.sources(), U.lang(), /*IgnoreWhiteSpace=*/true))
        return {};
      L = Next.getEndLoc();
    } while (Next.isOneOf(tok::comment, tok::r_paren));
    return Next.is(tok::arrow) ? Next.getLocation() : SourceLocation();
  }

  void check(const Change &What, const llvm::DenseSet<const VarDecl *> &Guarded,
             const llvm::DenseSet<const CXXRecordDecl *> &GuardedClasses) {
    if (U.options().Elide)
      if (const VarDecl *V = localContainer(What.Object, What.Arrow);
          V && !Guarded.count(V) && !GuardedClasses.count(containerClass(What.Object)))
        return; // its borrows are all in this function
    auto Refuse = [&](const char *Why) {
      U.uninstrumented(What.Whole->getBeginLoc(),
                       "that '" + What.Name + "' may invalidate borrows of elements is not checked: " + Why);
    };
    auto Range = U.written(named(What.Object)->getSourceRange());
    if (!U.isEditable(What.Whole->getBeginLoc()))
      return;
    if (!What.Arrow && !What.Object->IgnoreImplicit()->isLValue()) {
      if (What.Object->IgnoreImplicit()->isXValue())
        Refuse("it is said to be moved");
      return; // a temporary, of which nobody has a borrow yet
    }
    const SourceLocation Arrow = Range && What.Arrow ? arrowAfter(Range->getEnd()) : SourceLocation();
    if (!Range || (What.Arrow && Arrow.isInvalid()))
      return Refuse("it is written by a macro");
    llvm::StringRef Object = U.text(Range->getBegin(), Range->getEnd());
    std::string Name =
        Object.size() <= 40 && Object.find_first_of("\"\\\n") == llvm::StringRef::npos ? Object.str() : "";
    std::string Group = "change of contents at " + U.placeName(What.Whole->getBeginLoc());
    bool Around = What.Around;
    if (What.Position) {
      std::optional<std::string> Path = textOf(What.Object);
      auto At = U.written(What.Position->getSourceRange());
      if (Path && At && !isa<InitListExpr>(What.Position->IgnoreImplicit()))
        U.wrap(At->getBegin(), At->getEnd(),
               "::conure::rt::position<" + operation(What.Name) + ">(" + *Path + ", \"" + Name + "\", ", ")", Group,
               "change of contents");
      else
        Around = true;
    }
    if (!Around)
      return;
    std::string Open = "::conure::rt::changing<" + operation(What.Name) + ">(",
                Close = ", \"" + Name + "\"" + here() + ").changed";
    if (What.Arrow) {
      U.wrap(Range->getBegin(), Range->getEnd(), Open + "*(", ")" + Close, Group, "change of contents");
      U.replace(Arrow, U.afterToken(Arrow), ".", Group, "change of contents");
    } else {
      U.wrap(Range->getBegin(), Range->getEnd(), Open, Close, Group, "change of contents");
    }
  }

  UnitContext &U;
  Counted &C;
  Drops &D;
  Effects Calls;
  ElementArguments Arguments;
  const FunctionDecl *Current = nullptr; ///< the one that is looked at
};

/// Every function with a body that the user wrote, templates as they are instantiated.
class FunctionWalk : public RecursiveASTVisitor<FunctionWalk> {
public:
  FunctionWalk(UnitContext &U, ContentsWriter &Writer) : U(U), Writer(Writer) {}
  bool shouldVisitTemplateInstantiations() const { return true; }
  void walk() {
    for (Decl *D : U.context().getTranslationUnitDecl()->decls())
      if (U.isEditable(D->getLocation()))
        TraverseDecl(D);
  }
  bool VisitFunctionDecl(FunctionDecl *F) {
    const auto *M = dyn_cast<CXXMethodDecl>(F);
    if (F->isThisDeclarationADefinition() && F->doesThisDeclarationHaveABody() && !F->isDefaulted() &&
        !F->isConsteval() && !F->isDependentContext() && !F->isInvalidDecl() && U.isEditable(F->getLocation()) &&
        !(M && M->getParent()->isLambda()))
      Writer.function(F);
    return true;
  }

private:
  UnitContext &U;
  ContentsWriter &Writer;
};

} // namespace

void countContents(UnitContext &U, Counted &C, Drops &D) {
  ContentsWriter Writer(U, C, D);
  FunctionWalk(U, Writer).walk();
}

} // namespace conure::rewrite
