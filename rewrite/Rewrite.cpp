//===- Rewrite.cpp - Units in, a tree out ---------------------------------===//
#include "rewrite/Rewrite.h"
#include "rewrite/Commands.h"
#include "rewrite/Emit.h"
#include "rewrite/IndexFacts.h"
#include "rewrite/Standard.h"
#include "rewrite/Unit.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>

namespace path = llvm::sys::path;
using clang::tooling::CompileCommand;

namespace conure::rewrite {

namespace {

std::vector<CompileCommand> sorted(std::vector<CompileCommand> Units) {
  auto Key = [](const CompileCommand &C) {
    return std::make_tuple(absolutePath(C.Filename, C.Directory), C.Directory, C.CommandLine);
  };
  std::sort(Units.begin(), Units.end(), [&](const auto &A, const auto &B) { return Key(A) < Key(B); });
  Units.erase(std::unique(Units.begin(), Units.end(), [&](const auto &A, const auto &B) { return Key(A) == Key(B); }),
              Units.end());
  return Units;
}

bool isCxx(const CompileCommand &Unit) { return path::extension(Unit.Filename) != ".c"; }

/// As runUnit; a unit that needs C++20 becomes that.
UnitResult runRaised(CompileCommand &Unit, const Options &Opts) {
  UnitResult Result = runUnit(Unit, Opts);
  if (!Result.NeedsCxx20)
    return Result;
  raiseStandard(Unit.CommandLine, 20);
  return runUnit(Unit, Opts);
}

std::vector<UnitResult> runAll(std::vector<CompileCommand> &Units, const Options &Opts) {
  std::vector<UnitResult> Results(Units.size());
  std::atomic<size_t> Next = 0;
  std::mutex ProgressLock;
  unsigned Done = 0;
  auto Work = [&] {
    for (size_t I; (I = Next.fetch_add(1)) < Units.size();) {
      Results[I] = runRaised(Units[I], Opts);
      std::lock_guard Lock(ProgressLock);
      ++Done;
      if (Opts.Progress)
        Opts.Progress(Results[I].Edits.Unit, Done, Units.size());
    }
  };
  size_t Jobs = std::clamp<size_t>(Opts.Jobs, 1, std::max<size_t>(Units.size(), 1));
  std::vector<std::thread> Threads;
  for (size_t I = 1; I < Jobs; ++I)
    Threads.emplace_back(Work);
  Work();
  for (std::thread &T : Threads)
    T.join();
  return Results;
}

bool isBelow(llvm::StringRef Path, llvm::StringRef Dir) {
  return Dir == "/" || Path == Dir || (Path.starts_with(Dir) && Path.substr(Dir.size()).starts_with("/"));
}

std::string commonDirectory(const std::string &A, llvm::StringRef B) {
  std::string Result = A;
  while (!isBelow(B, Result))
    Result = path::parent_path(Result).str();
  return Result;
}

/// Where a root may be that nobody gave: below the repository of the units, or in the directory that holds them.
struct Surroundings {
  std::string Beside; ///< the deepest directory that holds all units
  std::string Limit;
  bool Marked = false; ///< something says that Limit is a project
};

Surroundings surroundings(const std::vector<CompileCommand> &Units) {
  Surroundings S;
  for (const CompileCommand &C : Units) {
    const std::string File = absolutePath(C.Filename, C.Directory);
    llvm::StringRef Dir = path::parent_path(File);
    S.Beside = S.Beside.empty() ? Dir.str() : commonDirectory(S.Beside, Dir);
  }
  S.Limit = S.Beside;
  for (llvm::StringRef Dir = S.Beside; !Dir.empty() && Dir != "/"; Dir = path::parent_path(Dir))
    if (llvm::sys::fs::exists(Dir + "/.git") || llvm::sys::fs::exists(Dir + "/.conure.yaml")) {
      S.Limit = Dir.str();
      S.Marked = true;
      break;
    }
  return S;
}

/// See Options::Root.
std::string findRoot(const Surroundings &Around, const std::vector<UnitResult> &Units) {
  std::string Root = Around.Beside;
  for (const UnitResult &U : Units)
    for (const auto &[File, Hash] : U.Edits.Files)
      if (isBelow(File, Around.Limit))
        Root = commonDirectory(Root, path::parent_path(File));
  return Root;
}

/// Takes out what lies outside of the root; reports each group that edits there. The first file of such an edit, or "".
std::string keepInside(UnitResult &U, const TreeLayout &Tree) {
  std::set<std::string> Reported;
  std::set<std::string> Outside;
  std::string First;
  for (const Edit &E : U.Edits.Edits) {
    if (!Tree.holds(E.File) && (First.empty() || E.File < First))
      First = E.File;
    if (!Tree.holds(E.File) && Outside.insert(E.Group).second)
      U.Findings.push_back(
          {"uninstrumented",
           Severity::Warning,
           {E.File, E.Line, E.Column},
           E.Reason + " not rewritten: the file lies outside of the project's root '" + Tree.Root + "'",
           {}});
  }
  std::erase_if(U.Edits.Edits, [&](const Edit &E) { return Outside.count(E.Group) != 0; });
  std::erase_if(U.Edits.Files, [&](const auto &F) { return !Tree.holds(F.first); });
  return First;
}

void sortFindings(std::vector<PlacedFinding> &All) {
  auto Key = [](const PlacedFinding &F) { return std::tie(F.At.File, F.At.Line, F.At.Column, F.Rule, F.Message); };
  std::sort(All.begin(), All.end(), [&](const auto &A, const auto &B) { return Key(A) < Key(B); });
  All.erase(std::unique(All.begin(), All.end(), [&](const auto &A, const auto &B) { return Key(A) == Key(B); }),
            All.end());
}

bool readText(const std::string &File, std::string &Text) {
  auto Buffer = llvm::MemoryBuffer::getFile(File, /*IsText=*/false, /*RequiresNullTerminator=*/false);
  if (!Buffer)
    return false;
  Text = (*Buffer)->getBuffer().str();
  return true;
}

/// Headers that a line `#include "x"` names and Clang did not read, because
/// another compiler's or another configuration's branch includes them.
void addUnreadHeaders(TreeLayout &Tree) {
  std::vector<std::string> Work(Tree.Files.begin(), Tree.Files.end());
  while (!Work.empty()) {
    std::string File = std::move(Work.back());
    Work.pop_back();
    std::string Text;
    if (!readText(File, Text))
      continue;
    llvm::SmallVector<llvm::StringRef, 0> Lines;
    llvm::StringRef(Text).split(Lines, '\n');
    for (llvm::StringRef Line : Lines) {
      Line = Line.ltrim();
      if (!Line.consume_front("#") || !(Line = Line.ltrim()).consume_front("include"))
        continue;
      Line = Line.ltrim();
      if (!Line.consume_front("\""))
        continue;
      std::string Header = absolutePath(Line.take_until([](char C) { return C == '"'; }), path::parent_path(File));
      if (Tree.holds(Header) && llvm::sys::fs::is_regular_file(Header) && Tree.Files.insert(Header).second)
        Work.push_back(Header);
    }
  }
}

/// An `#include` of an absolute path would lead out of the tree, to the file as it was.
std::string mirrorIncludes(const std::string &Text, const TreeLayout &Tree) {
  std::string Out;
  llvm::StringRef Rest(Text);
  while (!Rest.empty()) {
    llvm::StringRef Line =
        Rest.take_front(Rest.find('\n') == llvm::StringRef::npos ? Rest.size() : Rest.find('\n') + 1);
    Rest = Rest.drop_front(Line.size());
    llvm::StringRef Name = Line.ltrim();
    if (Name.consume_front("#") && (Name = Name.ltrim()).consume_front("include") &&
        ((Name = Name.ltrim()).starts_with("\"/") || Name.starts_with("</"))) {
      Name = Name.drop_front().take_until([](char C) { return C == '"' || C == '>' || C == '\n'; });
      if (std::string Path = absolutePath(Name, "/"); Tree.Files.count(Path)) {
        Out += Line.take_front(Name.data() - Line.data());
        Out += Tree.mirrored(Path);
        Line = Line.drop_front(Name.data() - Line.data() + Name.size());
      }
    }
    Out += Line;
  }
  return Out;
}

/// The file as it goes into the tree. One that is of a tree already is left alone.
std::string treeText(const std::string &File, const std::string &Content, const std::vector<Edit> &Edits) {
  llvm::StringRef Text(Content);
  if (isTreeFile(Text))
    return Content;
  std::string Escaped;
  for (char C : File) {
    if (C == '"' || C == '\\')
      Escaped += '\\';
    Escaped += C;
  }
  std::string Head = "#line 1 \"" + Escaped + "\" " + TreeFileMark.str() + "\n";
  std::string Edited = applyEdits(Content, Edits);
  // A byte order mark must stay the first thing of the file.
  constexpr llvm::StringLiteral Mark = "\xEF\xBB\xBF";
  if (Text.starts_with(Mark))
    return Mark.str() + Head + Edited.substr(Mark.size());
  return Head + Edited;
}

class TreeMaker {
public:
  TreeMaker(const std::vector<CompileCommand> &Given, const Options &Opts) : Units(sorted(Given)), Opts(Opts) {
    for (CompileCommand &C : Units)
      if (isCxx(C)) {
        if (namedStandard(C.CommandLine) == 0)
          nameStandard(C.CommandLine, ownStandard(C));
        raiseStandard(C.CommandLine, 17);
      }
  }

  Result run() {
    if (Units.empty())
      return fail("there is nothing to rewrite");
    const Surroundings Around = surroundings(Units);
    Options OfUnits = Opts; // to know the user's headers by, before the root is found
    if (Opts.Root.empty())
      OfUnits.Root = Around.Limit;
    std::vector<UnitResult> Parsed = runAll(Units, OfUnits);
    raiseForProcesses(Parsed, OfUnits);
    for (UnitResult &U : Parsed)
      if (U.Failed)
        R.Failed.push_back(*U.Failed);
    if (!R.Failed.empty())
      return fail(std::to_string(R.Failed.size()) + (R.Failed.size() == 1 ? " file" : " files") +
                  " could not be parsed; nothing was written");
    Tree.Root = Opts.Root.empty() ? findRoot(Around, Parsed) : Opts.Root;
    Tree.Out = Opts.Out;
    R.Root = Tree.Root;
    if (std::string Why = refuseTarget(Tree.Out, Tree.Root); !Why.empty())
      return fail(Why);
    Plan P = plan(Parsed);
    // Another unit's root may hold that header, and then its classes would be others there.
    if (Opts.KeepOutputs && Opts.Root.empty() && !Around.Marked && !Left.empty())
      return fail("'" + Left + "' is not below '" + Tree.Root +
                  "', and each unit must see the same files as the project's: give --root");
    if (!P.Changed.empty())
      return fail("'" + P.Changed.front() + "' changed while it was read; run again");
    return write(P);
  }

private:
  Result fail(std::string Why) {
    R.Error = std::move(Why);
    return std::move(R);
  }

  unsigned ownStandard(const CompileCommand &Unit) const {
    const unsigned Own = Opts.OwnStandard ? Opts.OwnStandard(Unit.CommandLine) : 17;
    return Own ? std::max(Own, 17u) : 17;
  }

  /// With processes in the program each loop has to give way, by what is C++20 (rt.h).
  void raiseForProcesses(std::vector<UnitResult> &Parsed, const Options &OfUnits) {
    if (llvm::none_of(Parsed, [](const UnitResult &U) { return U.ForProcesses.HasProcess; }))
      return;
    for (size_t I = 0; I < Units.size(); ++I)
      if (isCxx(Units[I]) && namedStandard(Units[I].CommandLine) < 20) {
        raiseStandard(Units[I].CommandLine, 20);
        Parsed[I] = runUnit(Units[I], OfUnits);
      }
  }

  /// Without processes nothing has to give way, and the tree needs no runtime for it.
  static void dropForProcesses(UnitResult &U) {
    auto &Part = U.ForProcesses;
    auto Edit = U.Edits.Edits.begin() + Part.FirstEdit;
    U.Edits.Edits.erase(Edit, Edit + Part.Edits);
    auto Finding = U.Findings.begin() + Part.FirstFinding;
    U.Findings.erase(Finding, Finding + Part.Findings);
    U.Stats.Preemptions = 0;
  }

  Plan plan(std::vector<UnitResult> &Parsed) {
    if (llvm::none_of(Parsed, [](const UnitResult &U) { return U.ForProcesses.HasProcess; }))
      llvm::for_each(Parsed, dropForProcesses);
    std::vector<Proposal> Proposals;
    std::map<std::string, unsigned> UnitsOf; // group → units that propose it
    for (UnitResult &U : Parsed) {
      if (std::string Outside = keepInside(U, Tree); !Outside.empty() && (Left.empty() || Outside < Left))
        Left = std::move(Outside);
      std::set<llvm::StringRef> Mine;
      for (const Edit &E : U.Edits.Edits)
        if (Mine.insert(E.Group).second)
          ++UnitsOf[E.Group];
      std::move(U.Findings.begin(), U.Findings.end(), std::back_inserter(R.Findings));
      std::move(U.Elisions.begin(), U.Elisions.end(), std::back_inserter(R.Elisions));
      R.Stats.Borrows += U.Stats.Borrows;
      R.Stats.Counted += U.Stats.Counted;
      R.Stats.Elided += U.Stats.Elided;
      R.Stats.Uninstrumented += U.Stats.Uninstrumented;
      R.Stats.Messages += U.Stats.Messages;
      R.Stats.Preemptions += U.Stats.Preemptions;
      Proposals.push_back(std::move(U.Edits));
    }
    R.Stats.Units = Parsed.size();
    if (Opts.Others)
      Proposals.push_back(proposalOf(Opts.Others->Rewriting));
    Plan P = makePlan(Proposals);
    std::set<std::string> Refused;
    for (const Refusal &No : P.Refusals)
      if (llvm::StringRef Name(No.Group);
          (Name.starts_with("borrow") || Name.starts_with("capture of")) && Refused.insert(No.Group).second) {
        const unsigned Units = std::min(UnitsOf[No.Group], R.Stats.Counted);
        R.Stats.Counted -= Units;
        R.Stats.Uninstrumented += Units;
      }
    for (const Refusal &No : P.Refusals)
      R.Findings.push_back({"uninstrumented",
                            Severity::Warning,
                            {No.First.File, No.First.Line, No.First.Column},
                            No.Group + " not rewritten: " + No.Why,
                            {}});
    sortFindings(R.Findings);
    sortFindings(R.Elisions);
    R.Stats.LeftAlone = std::count_if(R.Findings.begin(), R.Findings.end(),
                                      [](const PlacedFinding &F) { return F.Level == Severity::Note; });
    return P;
  }

  Result write(const Plan &P) {
    for (const auto &[File, Hash] : P.Hashes)
      Tree.Files.insert(File);
    addUnreadHeaders(Tree);
    TreeContent Content;
    for (const std::string &File : Tree.Files) {
      std::string Text;
      if (!readText(File, Text))
        return fail("cannot read '" + File + "'");
      auto Hash = P.Hashes.find(File);
      if (Hash != P.Hashes.end() && Hash->second != contentHash(Text))
        return fail("'" + File + "' changed while it was rewritten; run again");
      if (llvm::StringRef(Text).contains("include_next"))
        Tree.Wrappers.push_back(File);
      auto Edits = P.Edits.find(File);
      static const std::vector<Edit> None;
      const std::vector<Edit> &Made = Edits == P.Edits.end() ? None : Edits->second;
      R.Stats.Edits += Made.size();
      std::string Mirrored = Tree.mirrored(File);
      Content[Mirrored.substr(Tree.Out.size() + 1)] = mirrorIncludes(treeText(File, Text, Made), Tree);
      R.Files.push_back(Mirrored);
    }
    R.Stats.Files = R.Files.size();
    for (const auto &[File, Text] : Content)
      Tree.needFor(Text);
    for (CompileCommand &Unit : Units) {
      if (Tree.NeedsRuntime && isCxx(Unit)) // the tree was rewritten before
        raiseStandard(Unit.CommandLine, 20);
      R.Commands.push_back(treeCommand(Unit, Tree, Opts));
    }
    Content["compile_commands.json"] = databaseText(R.Commands);
    if (std::string Why = writeTree(Tree.Out, Content, Opts.MayWrite); !Why.empty())
      return fail(Why);
    // Compilers do not make directories for what they write.
    if (!Opts.KeepOutputs)
      for (const TreeCommand &C : R.Commands) {
        llvm::sys::fs::create_directories(C.Directory);
        if (isBelow(C.Output, Tree.Out))
          llvm::sys::fs::create_directories(path::parent_path(C.Output));
      }
    return std::move(R);
  }

  std::vector<CompileCommand> Units;
  const Options &Opts;
  TreeLayout Tree;
  std::string Left; ///< a file outside of the root that would have been edited
  Result R;
};

std::string realPath(const std::string &Path) {
  llvm::SmallString<256> Real;
  return llvm::sys::fs::real_path(Path, Real) ? Path : std::string(Real);
}

std::string absoluteHere(const std::string &Path) {
  if (Path.empty())
    return Path;
  llvm::SmallString<256> Here;
  llvm::sys::fs::current_path(Here);
  return absolutePath(Path, Here);
}

} // namespace

Result rewriteTree(const std::vector<CompileCommand> &Units, const Options &Given) {
  Options Opts = Given;
  Opts.Root = absoluteHere(Given.Root);
  Opts.Out = absoluteHere(Given.Out);
  Opts.RuntimeInclude = realPath(absoluteHere(Given.RuntimeInclude));
  Opts.OnlyUnit = Units.size() == 1;
  std::optional<DropFacts> OthersDrop;
  if (Opts.Others && Opts.Elide && Opts.Count != CountPolicy::None)
    Opts.OthersDrop = &OthersDrop.emplace(Opts.Others->Rewriting);
  return TreeMaker(Units, Opts).run();
}

} // namespace conure::rewrite
