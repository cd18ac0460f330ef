//===- ContentsEdits.cpp --------------------------------------------------===//
#include "rewrite/counts/ContentsEdits.h"
#include "rewrite/counts/Counts.h"
#include "rewrite/counts/ObjectEnds.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;

namespace conure::rewrite {

/// The type that stands for an operation in changes.h.
static std::string operation(llvm::StringRef Name) {
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

/// What is written of \p E: of the `p->` of a smart pointer, whose range reaches over the arrow, just `p`.
static const Expr *named(const Expr *E) {
  const auto *Call = dyn_cast<CXXOperatorCallExpr>(E->IgnoreParenImpCasts());
  return Call && Call->getOperator() == OO_Arrow ? Call->getArg(0) : E;
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
  case ElementBorrow::Held:
    return B.HeldText.empty() ? Type + "(" + Path + here() + ")"
                              : Type + "::of(" + Path + ", " + B.HeldText + here() + ")";
  }
  return {};
}

std::string ContentsEdits::groupOf(const ElementBorrow &B) {
  return (B.How == ElementBorrow::Iteration ? "iteration '" : "borrow of an element, '") + B.Name + "', at " +
         U.placeName(B.Loc) + B.Suffix;
}
bool ContentsEdits::isInScope(const ElementBorrow &B, SourceLocation L) {
  SourceManager &SM = U.sources();
  L = SM.getExpansionLoc(L);
  for (const ElementBorrow::Scope &S : B.Scopes)
    if (!SM.isBeforeInTranslationUnit(L, SM.getExpansionLoc(S.Begin)) &&
        SM.isBeforeInTranslationUnit(L, SM.getExpansionLoc(S.End)))
      return true;
  return false;
}

std::optional<std::string> ContentsEdits::textOf(const Expr *E) {
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

bool ContentsEdits::isCheckable(const Ending &E) {
  if (!E.Container || !textOf(E.Container))
    return false;
  if (E.IsAssignment)
    return U.written(E.At->getSourceRange()).has_value();
  if (const auto *Block = dyn_cast<CompoundStmt>(E.At))
    return U.isPlain(Block->getRBracLoc());
  return isa<BreakStmt, ContinueStmt, GotoStmt>(E.At) && U.isPlain(E.At->getBeginLoc()) &&
         U.afterStatement(E.At).isValid();
}
bool ContentsEdits::isWrappable(const Expr *E) { return isa<CallExpr>(E); }
SourceLocation ContentsEdits::statementBegin(const ContentsSite &S) {
  return S.Statement && U.isPlain(S.Statement->getBeginLoc()) ? S.Statement->getBeginLoc() : SourceLocation();
}

bool ContentsEdits::isElementOf(const WrittenBorrow &Element, const WrittenBorrow &Loop) {
  const ElementBorrow &A = *Element.Borrow, &B = *Loop.Borrow;
  return A.Loop && A.Loop == B.Loop && A.How == ElementBorrow::Reference && B.How == ElementBorrow::Iteration &&
         B.Scopes.back().Before && A.Paths == B.Paths &&
         llvm::all_of(Loop.Ends, [&](const ContentsSite *S) { return llvm::is_contained(Element.Ends, S); });
}
void ContentsEdits::writeElement(const WrittenBorrow &Element, const WrittenBorrow &Loop) {
  std::string Guard = guardOf(*Loop.Borrow), Group = groupOf(*Loop.Borrow);
  for (const ElementBorrow::Scope &S : Element.Borrow->Scopes)
    U.wrap(S.Insert, S.WrapEnd, " { " + Guard + ".at(::std::addressof(" + Element.Borrow->Name + "));", " }", Group,
           "borrow of an element");
  ContentsSites Own;
  for (const ContentsSite *S : Element.Ends)
    if (!llvm::is_contained(Loop.Ends, S))
      Own.push_back(S);
  release(Guard + ".at(nullptr)", Own, Group);
}
void ContentsEdits::release(const std::string &Text, const ContentsSites &Ends, const std::string &Group) {
  for (const ContentsSite *S : Ends) {
    if (isWrappable(S->E)) {
      auto Range = U.written(S->E->getSourceRange());
      U.wrap(Range->getBegin(), Range->getEnd(), "(" + Text + ", ", ")", Group, "end of a borrow");
    } else {
      U.insert(statementBegin(*S), Text + "; ", Group, "end of a borrow");
    }
  }
}

void ContentsEdits::writeHome(const WrittenBorrow &One) {
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

void ContentsEdits::write(const WrittenBorrow &One, const ContentsBody &All) {
  const ElementBorrow &B = *One.Borrow;
  std::string Group = groupOf(B);
  // One guard for the container, one each for what it is an element of.
  std::vector<std::string> Guards = {guardOf(B)};
  auto Need = [&](size_t N) {
    while (Guards.size() < N)
      Guards.push_back(guardOf(B) + std::to_string(Guards.size() + 1));
  };
  if (B.HasInit || B.HeldFrom.isValid())
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
  if (B.HeldFrom.isValid()) {
    std::string Now;
    for (size_t I = 0; I < B.Paths.size(); ++I)
      Now += " " + Guards[I] + " = " +
             (I == 0 ? value(B, B.Paths[0]) : "::conure::rt::element_guard(" + B.Paths[I] + here() + ")") + ";";
    U.insert(B.HeldFrom, Now, Group, "borrow of an element");
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

void ContentsEdits::end(const Ending &E, const std::vector<std::string> &Guards, const std::string &Group) {
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
SourceLocation ContentsEdits::arrowAfter(SourceLocation L) {
  Token Next;
  do {
    if (Lexer::getRawToken(L, Next, U.sources(), U.lang(), /*IgnoreWhiteSpace=*/true))
      return {};
    L = Next.getEndLoc();
  } while (Next.isOneOf(tok::comment, tok::r_paren));
  return Next.is(tok::arrow) ? Next.getLocation() : SourceLocation();
}

void ContentsEdits::change(const Change &What) {
  auto Refuse = [&](const char *Why) {
    U.uninstrumented(What.Whole->getBeginLoc(),
                     "that '" + What.Name +
                         (What.Leaves ? "' takes borrowed elements elsewhere is not noticed: "
                                      : "' may invalidate borrows of elements is not checked: ") +
                         Why);
  };
  auto Range = U.written(named(What.Object)->getSourceRange());
  if (!U.isEditable(What.Whole->getBeginLoc()))
    return;
  if (!What.Arrow && !What.Leaves && !What.Object->IgnoreImplicit()->isLValue()) {
    if (What.Object->IgnoreImplicit()->isXValue())
      Refuse("it is said to be moved");
    return; // a temporary, of which nobody has a borrow yet
  }
  const SourceLocation Arrow = Range && What.Arrow ? arrowAfter(Range->getEnd()) : SourceLocation();
  if (!Range || (What.Arrow && Arrow.isInvalid()))
    return Refuse("it is written by a macro");
  llvm::StringRef Object = U.text(Range->getBegin(), Range->getEnd());
  std::string Name = Object.size() <= 40 && Object.find_first_of("\"\\\n") == llvm::StringRef::npos ? Object.str() : "";
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
  std::string Open = (What.Leaves ? "::conure::rt::leaving<" : "::conure::rt::changing<") + operation(What.Name) + ">(",
              Close = ", \"" + Name + "\"" + here() + (What.Leaves ? ")" : ").changed");
  if (What.Arrow) {
    U.wrap(Range->getBegin(), Range->getEnd(), Open + "*(", ")" + Close, Group, "change of contents");
    U.replace(Arrow, U.afterToken(Arrow), ".", Group, "change of contents");
  } else {
    U.wrap(Range->getBegin(), Range->getEnd(), Open, Close, Group, "change of contents");
  }
}

void ContentsEdits::endOf(const Change &What, Counted &C) {
  if (!U.isEditable(What.Whole->getBeginLoc()))
    return;
  const std::optional<std::string> Places = placesIn(endedType(What), U.context(), C);
  auto Range = U.written(named(What.Object)->getSourceRange());
  if (!Places || !Range) {
    U.uninstrumented(What.Whole->getBeginLoc(),
                     "that '" + What.Name + "' may end borrowed elements with their object is not checked: " +
                         (Range ? "counts change where it has its containers" : "it is written by a macro"));
    return;
  }
  llvm::StringRef Object = U.text(Range->getBegin(), Range->getEnd());
  const std::string Name =
      Object.size() <= 40 && Object.find_first_of("\"\\\n") == llvm::StringRef::npos ? Object.str() : "";
  const bool Shared = !What.Arrow && endedType(What) != What.Object->getType();
  U.wrap(Range->getBegin(), Range->getEnd(),
         std::string("::conure::rt::end_of_") + (Shared ? "shared" : "object") + "<" + operation(What.Name) + *Places +
             ">(",
         ", \"" + Name + "\"" + here() + ")", "end of an object at " + U.placeName(What.Whole->getBeginLoc()),
         "end of an object");
}

void ContentsEdits::writeInHead(const WrittenBorrow &One) {
  for (const ContentsSite *S : One.InHead) {
    auto Range = U.written(S->E->getSourceRange());
    U.wrap(Range->getBegin(), Range->getEnd(), "(" + value(*One.Borrow, One.Borrow->Paths[0]) + ", ", ")",
           groupOf(*One.Borrow), "borrow of an element");
  }
}

} // namespace conure::rewrite
