//===- AsyncSignature.cpp - async-signature -------------------------------===//
//
// A message is a public non-static method of a process class; it returns void,
// and takes every parameter by value and of a sendable type.
//
//===----------------------------------------------------------------------===//
#include "checks/rules/Parameters.h"
#include "checks/rules/Rule.h"

using namespace clang;
using namespace clang::ast_matchers;

namespace conure {
namespace {

class AsyncSignatureRule final : public Rule {
public:
  using Rule::Rule;

  void registerMatchers(MatchFinder &Finder) override { Finder.addMatcher(cxxMethodDecl().bind("method"), this); }

  void check(const MatchFinder::MatchResult &Result, Model &M) override {
    const auto *Method = Result.Nodes.getNodeAs<CXXMethodDecl>("method");
    // The declaration in the class speaks for those that follow.
    if (Method->isImplicit() || !Method->isFirstDecl() || !isMessage(Method))
      return;
    checkMethod(Method, M);
    for (const ParmVarDecl *P : Method->parameters())
      checkParameter(Method, P, M);
  }

private:
  void checkMethod(const CXXMethodDecl *Method, Model &M) {
    std::string Name = "'" + Method->getNameAsString() + "'";
    SourceLocation Loc = Method->getLocation();
    const CXXRecordDecl *Class = Method->getParent();
    if (!isProcessClass(Class)) {
      bool Overrides = !hasMark(Method, Mark::Async);
      report(finding(Loc, "message " + Name + " is in '" + Class->getNameAsString() + "', which is not a process class")
                 .note(NoteRole::Declared, Class->getLocation(), "'" + Class->getNameAsString() + "' is declared here")
                 .help(Overrides ? "mark the class CONURE_PROCESS, since it overrides a message"
                                 : "mark the class CONURE_PROCESS, or make " + Name + " an ordinary method"),
             M);
      return;
    }
    if (isa<CXXConstructorDecl, CXXDestructorDecl>(Method)) {
      report(finding(Loc, std::string("a ") + (isa<CXXConstructorDecl>(Method) ? "constructor" : "destructor") +
                              " cannot be a message")
                 .help("leave CONURE_ASYNC out; spawn runs the constructor, dropping the process its destructor"),
             M);
      return;
    }
    if (Method->isStatic())
      report(finding(Loc, "message " + Name + " is static: it has no process that could handle it")
                 .help("make it a non-static method"),
             M);
    if (Method->isExplicitObjectMemberFunction())
      report(finding(Loc, "message " + Name + " has an explicit object parameter")
                 .help("write it as an ordinary method, which uses 'this'"),
             M);
    if (Method->isVariadic())
      report(finding(Loc, "message " + Name + " takes any arguments ('...'), which cannot be checked to be sendable")
                 .help("name its parameters, or make it a template with a parameter pack"),
             M);
    if (Method->getRefQualifier() == RQ_RValue)
      report(finding(Loc, "message " + Name + " can only be called on an rvalue, but a process is none")
                 .help("leave the '&&' out"),
             M);
    if (Method->getAccess() == AS_private || Method->getAccess() == AS_protected)
      report(finding(Loc, "message " + Name + " is not public, so no other process could send it")
                 .help("move it to the public part of the class, or make it an ordinary method"),
             M);
    QualType R = Method->getReturnType();
    if (!R->isVoidType() && !R->isDependentType() && !R->isUndeducedType()) {
      Finding F = finding(Loc, "message " + Name + " returns '" + M.types().spell(R) +
                                   "', but nobody waits for a message's result");
      F.range(Method->getReturnTypeSourceRange());
      if (M.types().isSendable(R))
        F.help("return void and answer through a parameter 'promise<" + M.types().spell(R.getUnqualifiedType()) +
               ">' (see ask) or a channel");
      else
        F.help("return void and answer through a promise or a channel of a sendable type");
      report(std::move(F), M);
    }
  }

  void checkParameter(const CXXMethodDecl *Method, const ParmVarDecl *P, Model &M) {
    // A reference is one whatever the template's arguments are: told of the template itself.
    const FunctionDecl *Pattern = Method->getTemplateInstantiationPattern(/*ForDefinition=*/false);
    unsigned Index = P->getFunctionScopeIndex();
    if (Pattern && Pattern != Method && Index < Pattern->getNumParams() &&
        Pattern->getParamDecl(Index)->getType()->isReferenceType())
      return;
    std::string What = "parameter " + parameterName(P) + " of message '" + Method->getNameAsString() + "'";
    std::optional<Finding> F = parameterProblem(info().Name, What, P, M);
    if (!F)
      return;
    if (std::optional<Fix> ByValue = byValueFix(P, M))
      F->fix(std::move(*ByValue));
    report(std::move(*F), M);
  }
};

} // namespace

std::unique_ptr<Rule> createAsyncSignatureRule(const RuleContext &C) { return std::make_unique<AsyncSignatureRule>(C); }

} // namespace conure
