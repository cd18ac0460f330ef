//===- ChannelElement.cpp - channel-element -------------------------------===//
//
// channel<T>, future<T> and promise<T> need a sendable T. Looked for wherever
// such a type is written, in each instantiation of a template, and where
// make_future deduces or is given one.
//
//===----------------------------------------------------------------------===//
#include "checks/rules/Parameters.h"
#include "checks/rules/Rule.h"

using namespace clang;
using namespace clang::ast_matchers;

namespace conure {
namespace {

class ChannelElementRule final : public Rule {
public:
  using Rule::Rule;

  void registerMatchers(MatchFinder &Finder) override {
    Finder.addMatcher(typeLoc(loc(templateSpecializationType())).bind("type"), this);
    Finder.addMatcher(callExpr(callee(functionDecl(hasName("make_future")))).bind("call"), this);
  }

  void check(const MatchFinder::MatchResult &Result, Model &M) override {
    if (const auto *Call = Result.Nodes.getNodeAs<CallExpr>("call")) {
      const FunctionDecl *F = Call->getDirectCallee();
      const TemplateArgumentList *Args = F ? F->getTemplateSpecializationArgs() : nullptr;
      if (isConureFunction(F, "make_future") && Args && Args->size() &&
          Args->get(0).getKind() == TemplateArgument::Type)
        checkElement("future", Args->get(0).getAsType(), Call->getExprLoc(), Call->getSourceRange(), M);
      return;
    }
    const auto *Loc = Result.Nodes.getNodeAs<TypeLoc>("type");
    auto Special = Loc->getAs<TemplateSpecializationTypeLoc>();
    if (!Special)
      return;
    QualType T = Loc->getType();
    std::optional<Builtin> B = builtinKind(T);
    if (B == Builtin::Channel)
      checkElement("channel", builtinElement(T, *B), Special.getTemplateNameLoc(), Special.getSourceRange(), M);
    else if (B == Builtin::Future)
      checkElement("future", builtinElement(T, *B), Special.getTemplateNameLoc(), Special.getSourceRange(), M);
    else if (B == Builtin::Promise)
      checkElement("promise", builtinElement(T, *B), Special.getTemplateNameLoc(), Special.getSourceRange(), M);
  }

private:
  void checkElement(llvm::StringRef Of, QualType T, SourceLocation Loc, SourceRange Range, Model &M) {
    if (T.isNull())
      return;
    const Verdict &V = M.types().sendable(T);
    if (V)
      return;
    Finding F = finding(Loc, ("the element of a " + Of + " crosses to another process, but '" + M.types().spell(T) +
                              "' is not sendable")
                                 .str());
    F.range(Range);
    TypeKinds::explain(F, V);
    helpToSend(F, T, M, Of);
    report(std::move(F), M);
  }
};

} // namespace

std::unique_ptr<Rule> createChannelElementRule(const RuleContext &C) { return std::make_unique<ChannelElementRule>(C); }

} // namespace conure
