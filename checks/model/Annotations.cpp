//===- Annotations.cpp - Which declarations the user marked ---------------===//
#include "checks/model/Annotations.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;

namespace conure {

namespace {

llvm::StringRef textOf(Mark M) {
  switch (M) {
  case Mark::Process:
    return "conure::process";
  case Mark::Async:
    return "conure::async";
  case Mark::Counted:
    return "conure::counted";
  case Mark::Value:
    return "conure::value";
  case Mark::Sendable:
    return "conure::sendable";
  case Mark::Trusted:
    return "conure::trusted";
  case Mark::Mailbox:
    return "conure::mailbox";
  }
  llvm_unreachable("no such mark");
}

/// The attribute may carry its argument in the text, "conure::trusted:why".
bool isAnnotation(const AnnotateAttr *A, llvm::StringRef Text) {
  llvm::StringRef Given = A->getAnnotation();
  return Given.consume_front(Text) && (Given.empty() || Given.front() == ':' || Given.front() == '(');
}

const AnnotateAttr *markOn(const Decl *D, llvm::StringRef Text) {
  if (!D->hasAttrs() && D->isFirstDecl() && D->getMostRecentDecl() == D)
    return nullptr;
  for (const Decl *Redecl : D->redecls())
    for (const auto *A : Redecl->specific_attrs<AnnotateAttr>())
      if (isAnnotation(A, Text))
        return A;
  return nullptr;
}

/// The declaration \p D was made from: the template's pattern or the member of
/// a class template. Null when there is none.
const Decl *patternOf(const Decl *D) {
  if (const auto *F = dyn_cast<FunctionDecl>(D)) {
    if (const FunctionDecl *P = F->getTemplateInstantiationPattern(/*ForDefinition=*/false))
      return P;
    if (const FunctionDecl *P = F->getInstantiatedFromMemberFunction())
      return P;
    return nullptr;
  }
  if (const auto *R = dyn_cast<CXXRecordDecl>(D))
    return R->getTemplateInstantiationPattern();
  return nullptr;
}

const AnnotateAttr *findMark(const Decl *D, Mark M) {
  if (const auto *T = dyn_cast_or_null<TemplateDecl>(D))
    D = T->getTemplatedDecl();
  llvm::StringRef Text = textOf(M);
  while (D) {
    if (const AnnotateAttr *A = markOn(D, Text))
      return A;
    const Decl *P = patternOf(D);
    D = P == D ? nullptr : P;
  }
  return nullptr;
}

const NamespaceDecl *outermostNamespace(const Decl *D) {
  const NamespaceDecl *Outer = nullptr;
  for (const DeclContext *C = D->getDeclContext(); C; C = C->getParent())
    if (const auto *N = dyn_cast<NamespaceDecl>(C))
      Outer = N;
  if (const auto *N = dyn_cast<NamespaceDecl>(D); N && !Outer)
    Outer = N;
  return Outer;
}

/// True if \p D is a member of namespace \p Name itself, looking through inline
/// namespaces but not into ordinary ones below it.
bool isDirectlyIn(const Decl *D, llvm::StringRef Name) {
  const DeclContext *C = D->getDeclContext()->getRedeclContext();
  while (C->isInlineNamespace())
    C = C->getParent()->getRedeclContext();
  const auto *N = dyn_cast<NamespaceDecl>(C);
  return N && N->getIdentifier() && N->getName() == Name &&
         N->getDeclContext()->getRedeclContext()->isTranslationUnit();
}

const ClassTemplateSpecializationDecl *specialization(QualType T) {
  if (T.isNull())
    return nullptr;
  const CXXRecordDecl *R = T.getNonReferenceType().getCanonicalType()->getAsCXXRecordDecl();
  return dyn_cast_or_null<ClassTemplateSpecializationDecl>(R);
}

} // namespace

bool hasMark(const Decl *D, Mark M) { return D && findMark(D, M); }

std::optional<llvm::StringRef> trustedReason(const Decl *D) {
  const AnnotateAttr *A = D ? findMark(D, Mark::Trusted) : nullptr;
  if (!A)
    return std::nullopt;
  for (const Expr *Arg : A->args())
    if (const auto *S = dyn_cast<clang::StringLiteral>(Arg->IgnoreParenImpCasts()))
      return S->getCharByteWidth() == 1 ? S->getString() : llvm::StringRef("given");
    else if (const auto *C = dyn_cast<ConstantExpr>(Arg))
      if (const auto *S = dyn_cast<clang::StringLiteral>(C->getSubExpr()->IgnoreParenImpCasts()))
        return S->getString();
  llvm::StringRef Text = A->getAnnotation().drop_front(textOf(Mark::Trusted).size());
  return Text.trim(": ()");
}

bool isProcessClass(const CXXRecordDecl *R) { return hasMark(R, Mark::Process); }

bool isMessage(const CXXMethodDecl *M) {
  if (!M)
    return false;
  if (hasMark(M, Mark::Async))
    return true;
  for (const CXXMethodDecl *Base : M->overridden_methods())
    if (isMessage(Base))
      return true;
  return false;
}

std::optional<Builtin> builtinKind(QualType T) {
  const ClassTemplateSpecializationDecl *S = specialization(T);
  if (!S || !S->getIdentifier() || !isDirectlyIn(S, "conure"))
    return std::nullopt;
  return llvm::StringSwitch<std::optional<Builtin>>(S->getName())
      .Case("uni", Builtin::Uni)
      .Case("process", Builtin::Process)
      .Case("channel", Builtin::Channel)
      .Case("future", Builtin::Future)
      .Case("promise", Builtin::Promise)
      .Case("ref", Builtin::Ref)
      .Case("mut", Builtin::Mut)
      .Default(std::nullopt);
}

QualType builtinElement(QualType T, Builtin B) {
  if (builtinKind(T) != B)
    return {};
  const TemplateArgumentList &Args = specialization(T)->getTemplateArgs();
  if (Args.size() == 0 || Args[0].getKind() != TemplateArgument::Type)
    return {};
  return Args[0].getAsType();
}

bool isConureFunction(const FunctionDecl *F, llvm::StringRef Name) {
  return F && F->getIdentifier() && F->getName() == Name && isDirectlyIn(F, "conure");
}

bool isConureCall(const Expr *Call, llvm::StringRef Name) {
  const auto *C = dyn_cast_or_null<CallExpr>(ignoreWrappers(Call));
  return C && isConureFunction(C->getDirectCallee(), Name);
}

bool isConureLibrary(const Decl *D) {
  const NamespaceDecl *N = D ? outermostNamespace(D) : nullptr;
  return N && N->getIdentifier() && N->getName() == "conure";
}

bool isStd(const Decl *D) {
  const NamespaceDecl *N = D ? outermostNamespace(D) : nullptr;
  return N && N->isStdNamespace();
}

const Expr *ignoreWrappers(const Expr *E) {
  while (E) {
    const Expr *Before = E;
    E = E->IgnoreParenImpCasts();
    if (const auto *F = dyn_cast<FullExpr>(E))
      E = F->getSubExpr();
    else if (const auto *M = dyn_cast<MaterializeTemporaryExpr>(E))
      E = M->getSubExpr();
    else if (const auto *B = dyn_cast<CXXBindTemporaryExpr>(E))
      E = B->getSubExpr();
    else if (const auto *D = dyn_cast<CXXDefaultArgExpr>(E); D && !D->getExpr()->isValueDependent())
      E = D->getExpr();
    else if (const auto *S = dyn_cast<SubstNonTypeTemplateParmExpr>(E))
      E = S->getReplacement();
    else if (const auto *C = dyn_cast<CXXConstructExpr>(E); C && C->isElidable() && C->getNumArgs() >= 1)
      E = C->getArg(0);
    if (E == Before)
      break;
  }
  return E;
}

const Expr *movedOperand(const Expr *E) {
  E = ignoreWrappers(E);
  if (!E)
    return nullptr;
  if (const auto *Call = dyn_cast<CallExpr>(E)) {
    const FunctionDecl *F = Call->getDirectCallee();
    if (Call->getNumArgs() == 1 && F && F->getIdentifier() && isStd(F)) {
      if (F->getName() == "move")
        return Call->getArg(0);
      if (F->getName() == "forward" && Call->isXValue())
        return Call->getArg(0);
    }
    return nullptr;
  }
  if (const auto *Cast = dyn_cast<ExplicitCastExpr>(E))
    if (Cast->isXValue() && Cast->getTypeAsWritten()->isRValueReferenceType() && Cast->getSubExpr()->isLValue())
      return Cast->getSubExpr();
  return nullptr;
}

} // namespace conure
