//===- Commands.cpp -------------------------------------------------------===//
#include "rewrite/Commands.h"
#include "rewrite/Unit.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

namespace conure::rewrite {

void TreeLayout::needFor(llvm::StringRef Text) {
  constexpr llvm::StringLiteral Prefix = "::conure::rt::";
  for (size_t At = 0; (At = Text.find(Prefix, At)) != llvm::StringRef::npos;) {
    At += Prefix.size();
    llvm::StringRef Name = Text.substr(At).take_while([](char C) { return llvm::isAlnum(C) || C == '_'; });
    if (llvm::is_contained({"count", "guard", "borrowed", "borrowed_part", "pointers", "borrow_in"}, Name))
      NeedsCounts = true;
    else if (llvm::is_contained({"element_guard", "element_home", "changing", "position", "ended", "leaving",
                                 "end_of_object", "end_of_shared"},
                                Name) ||
             Name.starts_with("op_"))
      NeedsContents = true;
    else if (Name != "place") // comes with either
      NeedsRuntime = true;
  }
}

bool TreeLayout::holds(const std::string &Path) const {
  llvm::StringRef P(Path);
  return P == Root || Root == "/" || (P.starts_with(Root) && P.substr(Root.size()).starts_with("/"));
}

std::string TreeLayout::mirrored(const std::string &Path) const {
  llvm::StringRef Below = llvm::StringRef(Path).substr(Root == "/" ? 0 : Root.size());
  return Out + Below.str();
}

bool TreeLayout::wraps(const std::string &Dir) const {
  return llvm::any_of(Wrappers, [&](llvm::StringRef File) { return File.starts_with(Dir + "/"); });
}

namespace {

enum class PathOption { None, SearchDir, IncludedFile, Output, OtherPath };

struct OptionSpelling {
  llvm::StringLiteral Name;
  PathOption Kind;
};

// Longer names before their prefixes. All of them may have their value joined or as the next argument.
constexpr OptionSpelling PathOptions[] = {
    {"-idirafter", PathOption::SearchDir},  {"-isystem", PathOption::SearchDir},
    {"-iquote", PathOption::SearchDir},     {"-include", PathOption::IncludedFile},
    {"-imacros", PathOption::IncludedFile}, {"-isysroot", PathOption::OtherPath},
    {"--sysroot=", PathOption::OtherPath},  {"-MF", PathOption::Output},
    {"-I", PathOption::SearchDir},          {"-L", PathOption::OtherPath},
    {"-B", PathOption::OtherPath},          {"-o", PathOption::Output},
};

class Translator {
public:
  Translator(const clang::tooling::CompileCommand &Unit, const TreeLayout &Tree, const Options &Opts)
      : Unit(Unit), Tree(Tree), Opts(Opts) {}

  TreeCommand run() {
    Result.Original = absolutePath(Unit.Filename, Unit.Directory);
    Result.File = Tree.Files.count(Result.Original) ? Tree.mirrored(Result.Original) : Result.Original;
    std::string Directory = absolutePath(Unit.Directory, "/");
    Result.Directory = Opts.KeepOutputs ? Directory : Tree.holds(Directory) ? Tree.mirrored(Directory) : Tree.Out;
    const std::vector<std::string> &Args = Unit.CommandLine;
    for (size_t I = 0; I != Args.size(); ++I) {
      if (I == 0) {
        Result.Arguments.push_back(Args[I]);
        continue;
      }
      // Clang's reader of databases adds these; other compilers do not know them.
      if (llvm::StringRef(Args[I]).starts_with("--driver-mode=") ||
          (llvm::StringRef(Args[I]).starts_with("--target=") && !llvm::StringRef(Args[0]).contains("clang")))
        continue;
      if (Args[I] == "--")
        addOwn();
      const OptionSpelling *Option = optionOf(Args[I]);
      if (!Option) {
        bool Input = !llvm::StringRef(Args[I]).starts_with("-") && absolute(Args[I]) == Result.Original;
        Result.Arguments.push_back(Input ? Result.File : Args[I]);
        continue;
      }
      bool Joined = Args[I].size() > Option->Name.size();
      if (!Joined && (I + 1 == Args.size() || Option->Name.ends_with("="))) {
        Result.Arguments.push_back(Args[I]);
        continue;
      }
      // What the user has included first may be rewritten already.
      if (Option->Kind == PathOption::IncludedFile)
        addHeaders();
      std::string Value = Joined ? Args[I].substr(Option->Name.size()) : Args[I + 1];
      const std::string Given = Value;
      Value = translate(Option->Kind, Value, Option->Name == "-o");
      if (Joined) {
        Result.Arguments.push_back(Option->Name.str() + Value);
      } else {
        Result.Arguments.push_back(Args[I]);
        Result.Arguments.push_back(Value);
        ++I;
      }
      if (Option->Kind == PathOption::SearchDir)
        addOriginal(*Option, Given, Joined);
    }
    addOwn();
    return std::move(Result);
  }

private:
  std::string absolute(const std::string &Path) const { return absolutePath(Path, Unit.Directory); }

  const OptionSpelling *optionOf(llvm::StringRef Arg) const {
    for (const OptionSpelling &O : PathOptions)
      if (Arg.starts_with(O.Name))
        // "-openmp" is no output: -o takes a joined value only from old scripts.
        return O.Name == "-o" && Arg.size() > 2 ? nullptr : &O;
    return nullptr;
  }

  std::string translate(PathOption Kind, const std::string &Value, bool IsObject) {
    std::string Path = absolute(Value);
    switch (Kind) {
    case PathOption::SearchDir:
      return llvm::StringRef(Value).starts_with("=") ? Value : Tree.holds(Path) ? Tree.mirrored(Path) : Path;
    case PathOption::IncludedFile:
      if (Tree.Files.count(Path))
        return Tree.mirrored(Path);
      return llvm::sys::fs::exists(Path) ? Path : Value;
    case PathOption::Output: {
      if (Opts.KeepOutputs) {
        if (IsObject)
          Result.Output = Path;
        return Value;
      }
      if (Tree.holds(Path))
        Path = Tree.mirrored(Path);
      if (IsObject)
        Result.Output = Path;
      return Path;
    }
    case PathOption::OtherPath:
    case PathOption::None:
      break;
    }
    return llvm::sys::fs::exists(Path) ? Path : Value;
  }

  /// What is not in the tree is found where it would have been, before any directory that comes later.
  void addOriginal(const OptionSpelling &Option, const std::string &Value, bool Joined) {
    const std::string Path = absolute(Value);
    if (llvm::StringRef(Value).starts_with("=") || !Tree.holds(Path))
      return;
    if (Tree.wraps(Path))
      Last.push_back(Path);
    else if (Joined)
      add({Option.Name.str() + Path});
    else
      add({Option.Name.str(), Path});
  }

  bool isC() const { return llvm::sys::path::extension(Unit.Filename) == ".c"; }
  void add(std::initializer_list<std::string> Args) { Result.Arguments.insert(Result.Arguments.end(), Args); }

  void addHeaders() {
    if (AddedHeaders || isC())
      return;
    AddedHeaders = true;
    if (Tree.NeedsRuntime)
      add({"-include", "conure/rt.h"});
    if (Tree.NeedsCounts)
      add({"-include", "conure/pointers.h"});
    if (Tree.NeedsContents)
      add({"-include", "conure/changes.h"});
  }

  void addOwn() {
    if (Added || isC())
      return;
    Added = true;
    add({"-DCONURE_RUNTIME", "-I" + Opts.RuntimeInclude});
    addHeaders();
    if (Opts.OnViolation == ViolationPolicy::Report)
      add({"-DCONURE_REPORT_VIOLATIONS"});
    for (const std::string &Dir : Last)
      add({"-idirafter", Dir});
  }

  const clang::tooling::CompileCommand &Unit;
  const TreeLayout &Tree;
  const Options &Opts;
  TreeCommand Result;
  std::vector<std::string> Last; ///< directories to be searched when all else is
  bool Added = false, AddedHeaders = false;
};

} // namespace

TreeCommand treeCommand(const clang::tooling::CompileCommand &Unit, const TreeLayout &Tree, const Options &Opts) {
  return Translator(Unit, Tree, Opts).run();
}

std::string databaseText(const std::vector<TreeCommand> &Commands) {
  llvm::json::Array All;
  for (const TreeCommand &C : Commands) {
    llvm::json::Object Entry{{"directory", C.Directory}, {"file", C.File}, {"arguments", C.Arguments}};
    if (!C.Output.empty())
      Entry["output"] = C.Output;
    All.push_back(std::move(Entry));
  }
  std::string Text;
  llvm::raw_string_ostream Stream(Text);
  Stream << llvm::formatv("{0:2}", llvm::json::Value(std::move(All))) << "\n";
  return Stream.str();
}

} // namespace conure::rewrite
