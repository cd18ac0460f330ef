//===- ConureTidyModule.cpp - The rules as clang-tidy checks --------------===//
//
// Defines the clang-tidy module: every rule of the manifest is the check
// conure-<rule>. An adapter: options become a Configuration, findings become
// diagnostics. For `clang-tidy -load ConureTidy.so`.
//
// Options, in CheckOptions:
//   ConureProfile         adopt, default or strict
//   ConureKnownTypes      lines for the table of known types, joined by ';'
//   ConureTrustedHeaders  globs of headers that are trusted, joined by ';'
//   ConureIndex           the summaries of other translation units
//   conure-move-while-borrowed.Strict  true: moving a unique_ptr counts too
//
//===----------------------------------------------------------------------===//
#include "checks/model/Flow.h"
#include "checks/rules/Rule.h"
#include "clang-tidy/ClangTidyCheck.h"
#include "clang-tidy/ClangTidyModule.h"
#include "clang/Basic/Version.h"
#include "llvm/ADT/StringExtras.h"
#if LLVM_VERSION_MAJOR < 22
#include "clang-tidy/ClangTidyModuleRegistry.h"
#endif
#include <cstdio>
#include <cstdlib>

using namespace clang;
using namespace clang::tidy;

namespace conure {
namespace {

/// Loaded into a clang-tidy of another version a plugin would list its checks,
/// find nothing and let everything pass. So it ends the program instead. This
/// object comes before the module's registration on purpose.
struct VersionGuard {
  VersionGuard() {
    std::string Running = clang::getClangFullVersion();
    if (Running.find("version " LLVM_VERSION_STRING) != std::string::npos)
      return;
    std::fprintf(stderr,
                 "ConureTidy: built for Clang " LLVM_VERSION_STRING ", but loaded into \"%s\"; use clang-tidy-%d, or "
                 "build Conure with -DConure_LLVM=<its version>\n",
                 Running.c_str(), LLVM_VERSION_MAJOR);
    std::fflush(stderr);
    std::_Exit(2);
  }
};
const VersionGuard Guard;

/// What the checks of one clang-tidy context share.
struct Session {
  ModelCache Models;
  bool ToldSkipped = false; ///< of this unit, what the flow analysis gave up
  explicit Session(Configuration Config) : Models(std::move(Config)) {}
};

std::vector<std::string> splitList(llvm::StringRef Text) {
  std::vector<std::string> Out;
  llvm::SmallVector<llvm::StringRef, 4> Parts;
  Text.split(Parts, ';', -1, /*KeepEmpty=*/false);
  for (llvm::StringRef P : Parts)
    Out.push_back(P.trim().str());
  return Out;
}

constexpr llvm::StringLiteral SharedOptions[] = {"ConureProfile", "ConureKnownTypes", "ConureTrustedHeaders",
                                                 "ConureIndex"};
/// The rules that ask the flow analysis.
constexpr llvm::StringLiteral FlowRules[] = {"use-after-move", "move-while-borrowed", "drop-while-borrowed",
                                             "send-alias"};
constexpr llvm::StringLiteral StrictOption = "conure-move-while-borrowed.Strict";

Configuration configurationOf(const ClangTidyOptions::OptionMap &Options) {
  auto get = [&](llvm::StringRef Key) -> llvm::StringRef {
    if (auto It = Options.find(Key); It != Options.end())
      return It->second.Value;
    // As --dump-config writes it: it knows options of a check only.
    for (const auto &Option : Options)
      if (Option.getKey().starts_with("conure-") && Option.getKey().ends_with(("." + Key).str()))
        return Option.getValue().Value;
    return {};
  };
  Configuration C;
  llvm::StringRef Profile = get("ConureProfile");
  if (Profile == "adopt")
    C.Level = Profile::Adopt;
  else if (Profile == "strict")
    C.Level = Profile::Strict;
  C.StrictMoveWhileBorrowed = C.Level == Profile::Strict || get(StrictOption) == "true" || get(StrictOption) == "1";
  C.ExtraKnownTypes = splitList(get("ConureKnownTypes"));
  C.TrustedHeaders = splitList(get("ConureTrustedHeaders"));
  C.IndexPath = get("ConureIndex").str();
  return C;
}

class RuleCheck final : public ClangTidyCheck, private FindingSink {
public:
  RuleCheck(StringRef Name, ClangTidyContext *Context, const RuleInfo &Info, std::shared_ptr<Session> Shared)
      : ClangTidyCheck(Name, Context), Info(Info), Shared(std::move(Shared)), Once(*this),
        Given(Context->getOptions().CheckOptions), TheRule(createRule({this->Info, this->Shared->Models, Once})) {}

  bool isLanguageVersionSupported(const LangOptions &Opts) const override { return Opts.CPlusPlus; }

  void registerMatchers(ast_matchers::MatchFinder *Finder) override {
    std::optional<Severity> Level = severityOf(Info, Shared->Models.configuration());
    if (!Level || !TheRule)
      return;
    TheRule->registerMatchers(*Finder);
    if (llvm::is_contained(FlowRules, Info.Name))
      Finder->addMatcher(ast_matchers::translationUnitDecl(), this);
  }

  void check(const ast_matchers::MatchFinder::MatchResult &Result) override {
    Unit = Result.Context;
    Shared->ToldSkipped = false;
  }

  /// What was not checked is told, once whichever rules run; a remark, since nothing is known to be wrong.
  void onEndOfTranslationUnit() override {
    if (!Unit || Shared->ToldSkipped)
      return;
    Shared->ToldSkipped = true;
    for (const SkippedFunction &S : Shared->Models.get(*Unit).flow().skipped())
      diag(S.Function->getLocation(), "%0", DiagnosticIDs::Remark) << S.message();
  }

  void storeOptions(ClangTidyOptions::OptionMap &Opts) override {
    for (llvm::StringRef Key : SharedOptions) {
      auto It = Given.find(Key);
      llvm::StringRef Default = Key == "ConureProfile" ? "default" : "";
      Options.store(Opts, Key, It == Given.end() ? Default : llvm::StringRef(It->second.Value));
    }
    if (Info.Name == "move-while-borrowed")
      Options.store(Opts, "Strict", Shared->Models.configuration().StrictMoveWhileBorrowed);
  }

  /// Findings come here, once each.
  void report(Finding F, const SourceManager &) override {
    Severity Level = F.Level.value_or(severityOf(Info, Shared->Models.configuration()).value_or(Info.DefaultSeverity));
    // clang-tidy takes errors for the compiler's own and shows them in spite of
    // every filter; WarningsAsErrors is its way to make an error of a finding.
    {
      DiagnosticBuilder D = diag(F.Loc, "%0", Level == Severity::Note ? DiagnosticIDs::Remark : DiagnosticIDs::Warning);
      D << F.Message;
      if (F.Range.isValid())
        D << F.Range;
      if (F.Fixes.size() == 1 && F.Fixes.front().Unambiguous)
        for (const FixItHint &Hint : F.Fixes.front().Hints)
          D << Hint;
    }
    for (const Note &N : F.Notes) {
      DiagnosticBuilder D = diag(N.Loc.isValid() ? N.Loc : F.Loc, "%0", DiagnosticIDs::Note);
      D << (N.Role == NoteRole::Help ? "help: " + N.Message : N.Message);
      if (N.Range.isValid())
        D << N.Range;
    }
    // What a person must choose hangs on a note: --fix-notes applies it.
    if (F.Fixes.size() == 1 && F.Fixes.front().Unambiguous)
      return;
    for (const Fix &Choice : F.Fixes) {
      DiagnosticBuilder D = diag(F.Loc, "%0", DiagnosticIDs::Note);
      D << Choice.Description;
      for (const FixItHint &Hint : Choice.Hints)
        D << Hint;
    }
  }

private:
  const RuleInfo &Info;
  std::shared_ptr<Session> Shared;
  OnceSink Once;
  ClangTidyOptions::OptionMap Given;
  std::unique_ptr<Rule> TheRule;
  ASTContext *Unit = nullptr;
};

class ConureTidyModule final : public ClangTidyModule {
public:
  void addCheckFactories(ClangTidyCheckFactories &Factories) override {
    // clang-tidy makes all checks of a file together and drops them together:
    // the session lives exactly as long as some check of the file.
    auto Current = std::make_shared<std::weak_ptr<Session>>();
    for (const RuleInfo &Info : allRules())
      Factories.registerCheckFactory(
          ("conure-" + Info.Name).str(), [Current, &Info](StringRef Name, ClangTidyContext *Context) {
            std::shared_ptr<Session> Shared = Current->lock();
            if (!Shared) {
              Shared = std::make_shared<Session>(configurationOf(Context->getOptions().CheckOptions));
              *Current = Shared;
              if (const std::string &Why = Shared->Models.indexError(); !Why.empty())
                Context->configurationDiag("cannot use ConureIndex: %0", DiagnosticIDs::Error) << Why;
            }
            return std::make_unique<RuleCheck>(Name, Context, Info, std::move(Shared));
          });
  }
};

const ClangTidyModuleRegistry::Add<ConureTidyModule> Registered("conure-module",
                                                                "Processes, unique values, ownership and isolation");

} // namespace
} // namespace conure
