//===- RecoverAdvice.cpp - How a value becomes unique ---------------------===//
#include "checks/model/RecoverAdvice.h"
#include "checks/model/UniqueWalk.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"

using namespace clang;

namespace conure {

std::optional<Fix> wrapInRecover(Model &M, const Expr *E) {
  SourceRange R = E->getSourceRange();
  if (R.isInvalid() || R.getBegin().isMacroID() || R.getEnd().isMacroID())
    return std::nullopt;
  SourceLocation End = Lexer::getLocForEndOfToken(R.getEnd(), 0, M.sources(), M.context().getLangOpts());
  if (End.isInvalid())
    return std::nullopt;
  Fix F;
  F.Description = "make it unique with 'recover(…)'";
  F.Hints.push_back(FixItHint::CreateInsertion(R.getBegin(), "recover("));
  F.Hints.push_back(FixItHint::CreateInsertion(End, ")"));
  return F;
}

namespace {

/// May objects of type \p T be copied, as far as its declaration tells? That of a container of what cannot says so
/// only when it is used.
bool isCopyable(QualType T) {
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  if (!R)
    return true;
  R = R->getDefinition();
  if (!R || R->defaultedCopyConstructorIsDeleted())
    return false;
  for (const CXXConstructorDecl *C : R->ctors())
    if (C->isCopyConstructor() && C->isDeleted())
      return false;
  if (const auto *S = dyn_cast<ClassTemplateSpecializationDecl>(R); S && isStd(S))
    for (const TemplateArgument &A : S->getTemplateArgs().asArray())
      if (A.getKind() == TemplateArgument::Type && !isCopyable(A.getAsType()))
        return false;
  return true;
}

/// \p E under what copies or moves it into the place where it is needed.
const Expr *givenValue(const Expr *E) {
  for (;;) {
    E = underTemporaries(E);
    const auto *Made = dyn_cast<CXXConstructExpr>(E);
    if (!Made || Made->getNumArgs() != 1 || !Made->getConstructor()->isCopyOrMoveConstructor() ||
        isa<CXXTemporaryObjectExpr>(Made))
      return E;
    E = Made->getArg(0);
  }
}

} // namespace

RecoverAdvice adviseRecover(Model &M, const Expr *E) {
  E = givenValue(E);
  const QualType T = E->getType().getNonReferenceType().getUnqualifiedType();
  const bool MayCopy = M.types().isBorrowFree(T) && isCopyable(T);
  const Expr *Moved = E->isXValue() ? movedOperand(E) : nullptr;
  const auto *Name = dyn_cast_or_null<DeclRefExpr>((Moved ? Moved : E)->IgnoreParenImpCasts());
  const std::string V = Name ? Name->getDecl()->getNameAsString() : "v";
  const std::string Inside = "build it inside 'recover([&] { …; return " + V + "; })'";
  if (E->isXValue() && !acceptsRecover(M, E)) {
    // Borrows of what is moved may exist outside, and recover refuses it.
    return {MayCopy ? Inside + ", or give a copy of it: 'recover(" + V + ")'" : Inside, std::nullopt};
  }
  if (E->isLValue() ? !MayCopy : E->isPRValue() && !acceptsRecover(M, E))
    return {E->isLValue() ? Inside : "build it inside 'recover([&] { … })', of values and copies", std::nullopt};
  std::string Help = "make it unique with 'recover(…)'";
  if (E->isLValue())
    Help += ", which copies it";
  return {std::move(Help), wrapInRecover(M, E)};
}

} // namespace conure
