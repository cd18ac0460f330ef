//===- ConfigFile.cpp -----------------------------------------------------===//
#include "tool/project/ConfigFile.h"
#include "checks/model/KnownTypes.h"
#include "checks/rules/Rule.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/GlobPattern.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Regex.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/YAMLTraits.h"
#include "llvm/Support/raw_ostream.h"

using llvm::StringRef;

namespace conure {
namespace {

/// The section `severity`, checked name by name where the reader knows the line.
struct SeveritySection {
  Configuration *Into = nullptr;
};

struct OptionSection {
  Configuration *Into = nullptr;
};

struct Document {
  ProjectConfig *Into = nullptr;
};

enum class MoveOption { Allow, Strict };

/// A line of the table of known types, with what is wrong with it.
struct KnownTypeLine {
  std::string Text, Wrong;
};

} // namespace
} // namespace conure

LLVM_YAML_IS_SEQUENCE_VECTOR(conure::KnownTypeLine)

namespace llvm::yaml {

template <> struct ScalarTraits<conure::KnownTypeLine> {
  static void output(const conure::KnownTypeLine &L, void *, raw_ostream &Out) { Out << L.Text; }
  static StringRef input(StringRef Text, void *, conure::KnownTypeLine &L) {
    L.Text = Text.str();
    L.Wrong = conure::KnownTypes::check(Text);
    return L.Wrong;
  }
  static QuotingType mustQuote(StringRef) { return QuotingType::Double; }
};

template <> struct ScalarEnumerationTraits<conure::Profile> {
  static void enumeration(IO &Io, conure::Profile &P) {
    Io.enumCase(P, "adopt", conure::Profile::Adopt);
    Io.enumCase(P, "default", conure::Profile::Default);
    Io.enumCase(P, "strict", conure::Profile::Strict);
  }
};

template <> struct ScalarEnumerationTraits<conure::MoveOption> {
  static void enumeration(IO &Io, conure::MoveOption &M) {
    Io.enumCase(M, "allow", conure::MoveOption::Allow);
    Io.enumCase(M, "strict", conure::MoveOption::Strict);
  }
};

template <> struct CustomMappingTraits<conure::SeveritySection> {
  static void inputOne(IO &Io, StringRef Key, conure::SeveritySection &S) {
    std::string Value;
    Io.mapRequired(Key.str().c_str(), Value);
    StringRef Rule = Key;
    Rule.consume_front("conure-");
    if (!conure::findRule(Rule)) {
      Io.setError("there is no rule '" + Key + "'");
      return;
    }
    S.Into->RuleEnabled[Rule] = Value != "off";
    if (Value == "error")
      S.Into->RuleSeverity[Rule] = conure::Severity::Error;
    else if (Value == "warning")
      S.Into->RuleSeverity[Rule] = conure::Severity::Warning;
    else if (Value == "note")
      S.Into->RuleSeverity[Rule] = conure::Severity::Note;
    else if (Value != "off")
      Io.setError("'" + Value + "' is no severity: use error, warning, note or off");
  }
  static void output(IO &, conure::SeveritySection &) {}
};

template <> struct MappingTraits<conure::OptionSection> {
  static void mapping(IO &Io, conure::OptionSection &S) {
    conure::MoveOption Move = conure::MoveOption::Allow;
    Io.mapOptional("MoveWhileBorrowed", Move, conure::MoveOption::Allow);
    if (Move == conure::MoveOption::Strict)
      S.Into->StrictMoveWhileBorrowed = true;
    Io.mapOptional("MaxBlocks", S.Into->MaxBlocks);
    Io.mapOptional("MaxVisits", S.Into->MaxVisits);
  }
};

template <> struct MappingTraits<conure::Document> {
  static void mapping(IO &Io, conure::Document &D) {
    conure::ProjectConfig &C = *D.Into;
    conure::SeveritySection Severities{&C.Checks};
    conure::OptionSection Options{&C.Checks};
    Io.mapOptional("profile", C.Checks.Level);
    Io.mapOptional("severity", Severities);
    Io.mapOptional("options", Options);
    conure::MoveOption Move = conure::MoveOption::Allow;
    Io.mapOptional("move-while-borrowed", Move);
    if (Move == conure::MoveOption::Strict)
      C.Checks.StrictMoveWhileBorrowed = true;
    std::vector<conure::KnownTypeLine> Known;
    Io.mapOptional("known-types", Known);
    for (conure::KnownTypeLine &L : Known)
      C.Checks.ExtraKnownTypes.push_back(std::move(L.Text));
    Io.mapOptional("trusted-headers", C.Checks.TrustedHeaders);
    for (const std::string &Text : C.Checks.TrustedHeaders)
      if (auto Pattern = llvm::GlobPattern::create(Text); !Pattern)
        Io.setError("'" + Text + "' is no pattern: " + llvm::toString(Pattern.takeError()));
    Io.mapOptional("index", C.Checks.IndexPath);
    pattern(Io, "header-filter", C.HeaderFilter);
    pattern(Io, "exclude-header-filter", C.ExcludeHeaderFilter);
    Io.mapOptional("fail-on", C.FailOn);
    if (C.FailOn && *C.FailOn != "error" && *C.FailOn != "warning" && *C.FailOn != "note" && *C.FailOn != "never")
      Io.setError("'" + *C.FailOn + "' is no severity to fail on: use error, warning, note or never");
  }
  static void pattern(IO &Io, const char *Key, std::optional<std::string> &Value) {
    Io.mapOptional(Key, Value);
    std::string Why;
    if (Value && !llvm::Regex(*Value).isValid(Why))
      Io.setError("'" + *Value + "' is no regular expression: " + Why);
  }
};

} // namespace llvm::yaml

namespace conure {

std::string findConfigFile(const std::string &Directory) {
  for (StringRef D = Directory; !D.empty(); D = llvm::sys::path::parent_path(D)) {
    llvm::SmallString<256> P(D);
    llvm::sys::path::append(P, ".conure.yaml");
    if (llvm::sys::fs::exists(P))
      return std::string(P);
  }
  return "";
}

namespace {

/// Paths in the file are relative to it.
void anchor(ProjectConfig &C) {
  StringRef Directory = llvm::sys::path::parent_path(C.File);
  auto Absolute = [&](std::string &P) {
    if (P.empty() || P.front() == '/' || P.front() == '*')
      return;
    llvm::SmallString<256> Full(Directory);
    llvm::sys::path::append(Full, P);
    P = std::string(Full);
  };
  for (std::string &P : C.Checks.TrustedHeaders)
    Absolute(P);
  Absolute(C.Checks.IndexPath);
}

} // namespace

std::string readConfigFile(const std::string &File, ProjectConfig &Config) {
  auto Text = llvm::MemoryBuffer::getFile(File);
  if (!Text)
    return "conure: error: cannot read '" + File + "': " + Text.getError().message() + "\n";
  Config.File = File;
  struct Messages {
    const std::string &File;
    std::string Text;
  } Collected{File, ""};
  auto Collect = [](const llvm::SMDiagnostic &D, void *To) {
    auto &M = *static_cast<Messages *>(To);
    llvm::raw_string_ostream Out(M.Text);
    Out << M.File << ':' << D.getLineNo() << ':' << D.getColumnNo() + 1 << ": error: " << D.getMessage() << '\n';
    if (!D.getLineContents().empty())
      Out << "    " << D.getLineContents() << '\n';
  };
  llvm::yaml::Input In((*Text)->getBuffer(), nullptr, Collect, &Collected);
  Document Doc{&Config};
  if ((*Text)->getBuffer().trim().empty())
    return "";
  In >> Doc;
  if (In.error() && Collected.Text.empty())
    Collected.Text = File + ":1:1: error: " + In.error().message() + "\n";
  else if (!In.error() && In.getCurrentNode() && In.nextDocument()) // would be passed over
    Collected.Text = File + ":1:1: error: there is more than one document in this file\n";
  anchor(Config);
  return Collected.Text;
}

} // namespace conure
