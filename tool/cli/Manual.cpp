//===- Manual.cpp ---------------------------------------------------------===//
#include "tool/cli/Manual.h"
#include "checks/rules/Rule.h"
#include <CLI/CLI.hpp>

namespace conure {

namespace {

std::vector<std::string> flagsOf(const CLI::Option &O) {
  std::vector<std::string> Out;
  for (const std::string &S : O.get_snames())
    Out.push_back("-" + S);
  for (const std::string &L : O.get_lnames())
    Out.push_back("--" + L);
  return Out;
}

bool takesValue(const CLI::Option &O) { return O.get_items_expected_max() > 0; }

/// The values that \p O takes, with spaces between; empty: any. CLI11 keeps them in the name of the type.
std::string choicesOf(const CLI::Option &O) {
  std::string Out;
  if (O.get_name(true) == "RULE")
    for (const RuleInfo &Info : allRules())
      Out += (Out.empty() ? "" : " ") + Info.Name.str();
  const std::string Type = O.get_type_name();
  const size_t Open = Type.find('{'), Close = Type.rfind('}');
  if (Open != std::string::npos && Close != std::string::npos)
    for (char C : Type.substr(Open + 1, Close - Open - 1))
      Out += C == ',' ? ' ' : C;
  return Out;
}

/// A case of a shell's `case VERB:OPTION in` for each option with choices; \p Do makes the command.
template <class Function> std::string choiceCases(CLI::App &App, Function Do) {
  std::string Out;
  for (CLI::App *V : App.get_subcommands({}))
    for (const CLI::Option *O : V->get_options())
      if (std::string Choices = choicesOf(*O); !Choices.empty()) {
        std::string Pattern;
        for (const std::string &F : flagsOf(*O))
          Pattern += (Pattern.empty() ? "" : "|") + V->get_name() + ":" + F;
        Out += "    " + (Pattern.empty() ? V->get_name() + ":*" : Pattern) + ") " + Do(Choices) + " ;;\n";
      }
  return Out;
}

/// The words after a verb: its flags; for zsh and fish the files are added by the shell.
std::string wordsOf(CLI::App &Verb) {
  std::string Out;
  for (const CLI::Option *O : Verb.get_options())
    for (const std::string &F : flagsOf(*O))
      Out += (Out.empty() ? "" : " ") + F;
  return Out;
}

std::string bashScript(CLI::App &App) {
  std::string Verbs, Cases;
  for (CLI::App *V : App.get_subcommands({})) {
    Verbs += (Verbs.empty() ? "" : " ") + V->get_name();
    Cases += "    " + V->get_name() + ") words='" + wordsOf(*V) + "' ;;\n";
  }
  return "# Completion of conure for bash.\n"
         "_conure() {\n"
         "  local cur=${COMP_WORDS[COMP_CWORD]} option=${COMP_WORDS[COMP_CWORD-1]} words choices=\n"
         "  if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
         "    COMPREPLY=($(compgen -W '" +
         Verbs +
         " --help --version' -- \"$cur\"))\n"
         "    return\n"
         "  fi\n"
         "  if [ \"$cur\" = = ]; then cur=; elif [ \"$option\" = = ]; then option=${COMP_WORDS[COMP_CWORD-2]}; fi\n"
         "  case ${COMP_WORDS[1]}:$option in\n" +
         choiceCases(App, [](const std::string &Choices) { return "choices='" + Choices + "'"; }) +
         "  esac\n"
         "  case ${COMP_WORDS[1]} in\n" +
         Cases +
         "  esac\n"
         "  case ${choices:+choice}$cur in\n"
         "    choice*) COMPREPLY=($(compgen -W \"$choices\" -- \"$cur\")) ;;\n"
         "    -*) COMPREPLY=($(compgen -W \"$words\" -- \"$cur\")) ;;\n"
         "    *) COMPREPLY=($(compgen -f -- \"$cur\")) ;;\n"
         "  esac\n"
         "}\n"
         "complete -o filenames -F _conure conure\n";
}

/// Within single quotes of a shell.
std::string quoted(const std::string &Text) {
  std::string Out = "'";
  for (char C : Text)
    if (C == '\'')
      Out += "'\\''";
    else
      Out += C;
  return Out + "'";
}

std::string zshScript(CLI::App &App) {
  auto Described = [](const std::string &Name, const std::string &What) {
    std::string Safe;
    for (char C : Name)
      Safe += C == ':' ? "\\:" : std::string(1, C);
    return quoted(Safe + ":" + What);
  };
  std::string Verbs, Cases;
  for (CLI::App *V : App.get_subcommands({})) {
    Verbs += "    " + Described(V->get_name(), V->get_description()) + "\n";
    std::string Flags;
    for (const CLI::Option *O : V->get_options())
      for (const std::string &F : flagsOf(*O))
        Flags += "      " + Described(F, O->get_description()) + "\n";
    Cases += "    " + V->get_name() + ") flags=(\n" + Flags + "    ) ;;\n";
  }
  return "#compdef conure\n# Completion of conure for zsh.\n"
         "_conure() {\n"
         "  local -a verbs flags\n"
         "  verbs=(\n" +
         Verbs +
         "  )\n"
         "  if (( CURRENT == 2 )); then\n"
         "    _describe verb verbs\n"
         "    return\n"
         "  fi\n"
         "  local option=${words[CURRENT-1]}\n"
         "  if [[ $PREFIX == --*=* ]]; then option=${PREFIX%%=*}; compset -P '*='; fi\n"
         "  case ${words[2]}:$option in\n" +
         choiceCases(App, [](const std::string &Choices) { return "compadd " + Choices + "; return"; }) +
         "  esac\n"
         "  case ${words[2]} in\n" +
         Cases +
         "  esac\n"
         "  if [[ $PREFIX == -* ]]; then _describe option flags; else _files; fi\n"
         "}\n"
         "_conure \"$@\"\n";
}

std::string fishScript(CLI::App &App) {
  std::string Out = "# Completion of conure for fish.\n";
  for (CLI::App *V : App.get_subcommands({})) {
    Out += "complete -c conure -n __fish_use_subcommand -a " + quoted(V->get_name()) + " -d " +
           quoted(V->get_description()) + "\n";
    for (const CLI::Option *O : V->get_options()) {
      std::string Names;
      for (const std::string &S : O->get_snames())
        Names += " -s " + S;
      for (const std::string &L : O->get_lnames())
        Names += " -l " + L;
      const std::string Choices = choicesOf(*O);
      if (!Names.empty() || !Choices.empty())
        Out += "complete -c conure -n " + quoted("__fish_seen_subcommand_from " + V->get_name()) + Names +
               (takesValue(*O) && !Names.empty() ? " -r" : "") + (Choices.empty() ? "" : " -f -a " + quoted(Choices)) +
               " -d " + quoted(O->get_description()) + "\n";
    }
  }
  return Out;
}

/// roff takes a leading '.' or ''' and '\' and '-' in its own way.
std::string roff(const std::string &Text) {
  std::string Out;
  for (char C : Text) {
    if (C == '\\')
      Out += "\\e";
    else if (C == '-')
      Out += "\\-";
    else
      Out += C;
  }
  return Out.starts_with('.') || Out.starts_with('\'') ? "\\&" + Out : Out;
}

std::string optionText(const CLI::Option &O) {
  std::string Names;
  for (const std::string &F : flagsOf(O))
    Names += (Names.empty() ? "" : ", ") + ("\\fB" + roff(F) + "\\fR");
  if (Names.empty())
    Names = "\\fI" + roff(O.get_name(true)) + "\\fR";
  else if (takesValue(O))
    Names += " \\fI" + roff(O.get_type_name()) + "\\fR";
  return ".TP\n" + Names + "\n" + roff(O.get_description()) + "\n";
}

} // namespace

std::string completionScript(CLI::App &App, const std::string &Shell) {
  return Shell == "bash" ? bashScript(App) : Shell == "zsh" ? zshScript(App) : fishScript(App);
}

std::string manualPage(CLI::App &App) {
  std::string Out = ".TH CONURE 1 \"\" \"conure " CONURE_VERSION "\" \"User Commands\"\n.SH NAME\nconure \\- " +
                    roff(App.get_description()) +
                    "\n.SH SYNOPSIS\n.B conure\n.I verb\n[options] [files] [\\-\\- arguments]\n"
                    ".SH VERBS\n";
  for (CLI::App *V : App.get_subcommands({}))
    Out += ".TP\n\\fB" + roff(V->get_name()) + "\\fR\n" + roff(V->get_description()) + "\n";
  for (CLI::App *V : App.get_subcommands({})) {
    Out += ".SH OPTIONS OF " + roff(V->get_name()) + "\n";
    for (const CLI::Option *O : V->get_options())
      if (O->get_name() != "--help,-h" && !O->check_name("--help"))
        Out += optionText(*O);
  }
  return Out + ".SH EXIT STATUS\n" + roff(App.get_footer()) +
         "\n"
         ".SH ENVIRONMENT\n.TP\nCXX\nThe compiler of conure run (default: c++)\n"
         ".TP\nNO_COLOR\nIf set, no colour unless \\-\\-use\\-color=always\n"
         ".TP\nCONURE_INCLUDE_DIR, CONURE_RESOURCE_DIR\nWhere conure/conure.h and Clang's built\\-in headers lie\n"
         ".SH FILES\n.TP\n\\&.conure.yaml\nThe configuration: the nearest one in the working directory or above\n";
}

} // namespace conure
