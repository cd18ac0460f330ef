//===- Explain.cpp - conure explain ---------------------------------------===//
#include "checks/rules/Rule.h"
#include "tool/verbs/Output.h"
#include "tool/verbs/Verbs.h"

namespace conure {

namespace {

/// The rule whose name is nearest to what was typed, if it is near at all.
llvm::StringRef nearest(llvm::StringRef Name) {
  llvm::StringRef Best;
  unsigned Distance = 5;
  for (const RuleInfo &I : allRules())
    if (unsigned D = Name.edit_distance(I.Name, true, Distance); D < Distance) {
      Distance = D;
      Best = I.Name;
    }
  return Best;
}

std::string listOfRules() {
  std::string Text;
  for (const RuleInfo &I : allRules())
    Text += (I.Name + std::string(I.Name.size() < 22 ? 22 - I.Name.size() : 1, ' ') + I.Summary + "\n").str();
  return Text;
}

} // namespace

int runExplainVerb(const ExplainOptions &Options, const ToolContext &) {
  if (Options.Rule.empty())
    return writeOutput("", listOfRules()) ? Clean : NotAnalysed;
  llvm::StringRef Name = Options.Rule;
  Name.consume_front("conure-");
  const RuleInfo *Info = findRule(Name);
  if (!Info) {
    llvm::StringRef Meant = nearest(Name);
    return fail(BadUsage,
                "there is no rule '" + Name.str() + "'" +
                    (Meant.empty() ? "; 'conure explain' lists all" : "; did you mean '" + Meant.str() + "'?"));
  }
  std::string Text = Info->Page.empty() ? (Info->Name + "\n\n" + Info->Summary + "\n").str() : Info->Page.str();
  if (Text.back() != '\n')
    Text += '\n';
  return writeOutput("", Text) ? Clean : NotAnalysed;
}

} // namespace conure
