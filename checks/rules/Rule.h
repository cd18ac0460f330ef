//===- Rule.h - The base of every rule ------------------------------------===//
//
// Defines Rule, which matches places and reports findings, RuleInfo, its entry
// in the manifest (Rules.def), and the way to make all rules. For rules, and
// for the drivers (the tool and the clang-tidy adapter) that run them.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_CHECKS_RULES_RULE_H
#define CONURE_CHECKS_RULES_RULE_H

#include "checks/model/Finding.h"
#include "checks/model/Model.h"
#include "clang/ASTMatchers/ASTMatchFinder.h"
#include "llvm/ADT/ArrayRef.h"
#include <memory>

namespace conure {

enum class RuleGroup { Processes, UniqueValues, Recover, Ownership, Isolation };

/// A rule's entry in the manifest.
struct RuleInfo {
  llvm::StringRef Name;    ///< "async-signature"; clang-tidy adds "conure-"
  llvm::StringRef Summary; ///< one line, no full stop
  Severity DefaultSeverity;
  RuleGroup Group;
  bool InAdopt;         ///< runs in profile adopt
  llvm::StringRef Cwe;  ///< "CWE-362" or empty
  llvm::StringRef Page; ///< Markdown of docs/rules/<Name>.md
};

struct RuleContext {
  const RuleInfo &Info;
  ModelCache &Models;
  FindingSink &Sink;
};

/// A rule sees matches of one translation unit after the other. It keeps no
/// state between units except what finishUnit() clears.
class Rule : public clang::ast_matchers::MatchFinder::MatchCallback {
public:
  explicit Rule(const RuleContext &C) : C(C) {}
  ~Rule() override;

  const RuleInfo &info() const { return C.Info; }
  virtual void registerMatchers(clang::ast_matchers::MatchFinder &Finder) = 0;
  void run(const clang::ast_matchers::MatchFinder::MatchResult &Result) final;
  void onEndOfTranslationUnit() final;
  llvm::StringRef getID() const override { return C.Info.Name; }

protected:
  virtual void check(const clang::ast_matchers::MatchFinder::MatchResult &Result, Model &M) = 0;
  virtual void finishUnit() {}

  Finding finding(clang::SourceLocation Loc, std::string Message) const {
    return Finding(C.Info.Name, Loc, std::move(Message));
  }
  /// Reports \p F unless its place is not user code or is trusted.
  void report(Finding F, Model &M);

private:
  RuleContext C;
};

/// All rules of the manifest, in its order.
llvm::ArrayRef<RuleInfo> allRules();
/// False: without Conure's types and annotations the rule has nothing to look at.
bool looksAtPlainCode(const RuleInfo &Info);
/// Null if there is no rule of that name.
const RuleInfo *findRule(llvm::StringRef Name);
std::unique_ptr<Rule> createRule(const RuleContext &C);
/// How severe \p Info's findings are under \p Config (profile, then what the user
/// set for the rule); nullopt: the rule does not run.
std::optional<Severity> severityOf(const RuleInfo &Info, const Configuration &Config);

} // namespace conure

#endif
