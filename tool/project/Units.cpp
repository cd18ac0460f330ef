//===- Units.cpp ----------------------------------------------------------===//
#include "tool/project/Units.h"
#include "tool/project/HeaderUnits.h"
#include "clang/Tooling/JSONCompilationDatabase.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/VirtualFileSystem.h"
#include <algorithm>
#include <map>

using clang::tooling::CompileCommand;
using llvm::StringRef;
namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

namespace conure {

std::string absolutePath(StringRef Path, StringRef Base) {
  llvm::SmallString<256> P(Path);
  if (!Base.empty() && path::is_relative(Path)) {
    P = Base;
    path::append(P, Path);
  }
  fs::make_absolute(P);
  path::remove_dots(P, /*remove_dot_dot=*/true);
  return std::string(P);
}

bool isHeader(StringRef File) {
  constexpr StringRef Endings[] = {".h", ".hh", ".hpp", ".hxx", ".H", ".inc", ".ipp", ".tpp", ".tcc", ".inl"};
  return llvm::is_contained(Endings, path::extension(File));
}

bool isSource(StringRef File) {
  constexpr StringRef Endings[] = {".cpp", ".cc", ".cxx", ".c++", ".C", ".cppm", ".ixx", ".cp", ".CPP"};
  return llvm::is_contained(Endings, path::extension(File));
}

namespace {

using clang::tooling::JSONCommandLineSyntax;
using clang::tooling::JSONCompilationDatabase;

bool isCpp(const CompileCommand &C) {
  for (size_t I = 0; I + 1 < C.CommandLine.size(); ++I)
    if (C.CommandLine[I] == "-x")
      return StringRef(C.CommandLine[I + 1]).starts_with("c++");
  return isSource(C.Filename);
}

std::optional<std::string> databaseIn(StringRef Directory) {
  llvm::SmallString<256> P(Directory);
  path::append(P, "compile_commands.json");
  if (fs::exists(P))
    return std::string(P);
  return std::nullopt;
}

/// A database in \p Directory or in a build directory directly below it.
std::optional<std::string> databaseNear(StringRef Directory) {
  if (auto Found = databaseIn(Directory))
    return Found;
  std::vector<std::string> Builds;
  std::error_code E;
  for (fs::directory_iterator It(Directory, E), End; !E && It != End; It.increment(E)) {
    StringRef Name = path::filename(It->path());
    if (Name.starts_with("build") || Name.starts_with("cmake-build") || Name.starts_with("out"))
      Builds.push_back(It->path());
  }
  std::sort(Builds.begin(), Builds.end());
  for (const std::string &B : Builds)
    if (auto Found = databaseIn(B))
      return Found;
  return std::nullopt;
}

/// Looks upwards from \p File, not beyond the repository it lies in.
std::optional<std::string> searchUpwards(StringRef File) {
  for (StringRef D = path::parent_path(File); !D.empty(); D = path::parent_path(D)) {
    if (auto Found = databaseNear(D))
      return Found;
    llvm::SmallString<256> Flags(D), Git(D);
    path::append(Flags, "compile_flags.txt");
    if (fs::exists(Flags))
      return std::string(Flags);
    path::append(Git, ".git");
    if (fs::exists(Git))
      return std::nullopt;
  }
  return std::nullopt;
}

CompileCommand defaultCommand(StringRef File, std::vector<std::string> Line, const std::vector<std::string> &Flags) {
  Line.push_back("-std=c++20");
  Line.insert(Line.end(), Flags.begin(), Flags.end());
  if (isHeader(File))
    Line.insert(Line.end(), {"-x", "c++"});
  Line.insert(Line.end(), {"-c", File.str()});
  return CompileCommand(absolutePath("."), File, Line, "");
}

class Finder {
public:
  Finder(const UnitRequest &Request) : Request(Request) {}

  UnitSelection run() {
    if (Request.Flags) {
      if (!Request.Database.empty())
        Out.Error = "give either -p or flags after '--', not both";
      else if (Request.Files.empty())
        Out.Error = "no file given: what follows '--' goes to the compiler, so files come before it";
      else
        eachFile([&](const std::string &File) { add(defaultCommand(File, Request.Compiler, *Request.Flags), {}); });
    } else if (!Request.Database.empty()) {
      fromDatabase();
    } else if (Request.Files.empty()) {
      Out.Error = "no file given, and no compile database (-p DIR)";
    } else {
      bySearching();
    }
    return std::move(Out);
  }

private:
  const UnitRequest &Request;
  UnitSelection Out;
  std::map<std::string, std::unique_ptr<JSONCompilationDatabase>> Databases;

  void add(CompileCommand C, std::vector<std::string> Headers) {
    C.Filename = absolutePath(C.Filename, C.Directory);
    if (llvm::any_of(C.CommandLine, [](const std::string &Word) { return Word.starts_with("@"); }))
      clang::tooling::addExpandedResponseFiles(C.CommandLine, C.Directory, llvm::cl::TokenizeGNUCommandLine,
                                               *llvm::vfs::getRealFileSystem());
    Out.Commands.push_back(std::move(C));
    Out.HeadersOf.push_back(std::move(Headers));
  }

  void problem(const char *Kind, const std::string &File, const std::string &Message) {
    Out.Problems.push_back({report::Level::Error, Kind, Message, {}, {}, File});
  }

  template <class Function> void eachFile(Function Do) {
    for (const std::string &Name : Request.Files) {
      std::string File = absolutePath(Name);
      fs::file_status Status;
      if (std::error_code E = fs::status(File, Status))
        problem("missing-file", File, "cannot read '" + Name + "': " + E.message());
      else if (fs::is_directory(Status))
        problem("missing-file", File, "'" + Name + "' is a directory; name files, or a compile database with -p");
      else if (!fs::is_regular_file(Status)) // reading a pipe could wait for ever
        problem("missing-file", File, "'" + Name + "' is no regular file");
      else if (auto Text = llvm::MemoryBuffer::getFile(File); !Text)
        problem("missing-file", File, "cannot read '" + Name + "': " + Text.getError().message());
      else
        Do(File);
    }
  }

  JSONCompilationDatabase *load(const std::string &File, std::string &Error) {
    auto &Slot = Databases[File];
    if (!Slot)
      Slot = JSONCompilationDatabase::loadFromFile(File, Error, JSONCommandLineSyntax::AutoDetect);
    return Slot.get();
  }

  /// The commands of a whole database: each C++ source once a command.
  void addAll(const JSONCompilationDatabase &Db) {
    for (CompileCommand &C : Db.getAllCompileCommands()) {
      if (!isCpp(C))
        continue;
      std::string File = absolutePath(C.Filename, C.Directory);
      if (fs::exists(File))
        add(std::move(C), {});
      else
        problem("missing-file", File, "the compile database names '" + File + "', which does not exist");
    }
  }

  void fromDatabase() {
    std::string File = Request.Database;
    if (fs::is_directory(File)) {
      auto Found = databaseIn(File);
      if (!Found) {
        Out.Error = "there is no compile_commands.json in '" + File + "'";
        return;
      }
      File = *Found;
    }
    File = absolutePath(File);
    std::string Error;
    JSONCompilationDatabase *Db = load(File, Error);
    if (!Db) {
      Out.Error = "cannot use the compile database '" + File + "': " + StringRef(Error).rtrim().str();
      return;
    }
    Out.DatabaseFile = File;
    if (Request.Files.empty()) {
      addAll(*Db);
      if (Out.Commands.empty() && Out.Problems.empty())
        Out.Error = "the compile database '" + File + "' names no C++ source";
      return;
    }
    eachFile([&](const std::string &Name) {
      if (!addFrom(*Db, Name))
        problem("no-command", Name, "the compile database '" + File + "' has no command for '" + Name + "'");
    });
  }

  bool addFrom(const JSONCompilationDatabase &Db, const std::string &File) {
    std::vector<CompileCommand> Commands = Db.getCompileCommands(File);
    for (CompileCommand &C : Commands)
      add(std::move(C), {});
    if (!Commands.empty())
      return true;
    if (!isHeader(File))
      return false;
    std::optional<CompileCommand> Unit = unitThatIncludes(Db, File);
    if (!Unit)
      return false;
    Out.Remarks.push_back(
        {"'" + File + "' is checked as '" + absolutePath(Unit->Filename, Unit->Directory) + "' includes it", false});
    add(std::move(*Unit), {File});
    return true;
  }

  /// A command of compile_flags.txt names no compiler and does not say that it compiles.
  CompileCommand fixedCommand(CompileCommand C, const std::string &File) const {
    std::vector<std::string> Line = Request.Compiler;
    Line.push_back("-c");
    if (isHeader(File)) // by its ending Clang would take it for C
      Line.insert(Line.end(), {"-x", "c++"});
    Line.insert(Line.end(), C.CommandLine.begin() + 1, C.CommandLine.end());
    C.CommandLine = std::move(Line);
    return C;
  }

  void bySearching() {
    eachFile([&](const std::string &File) {
      std::optional<std::string> Found = Request.SearchDatabase ? searchUpwards(File) : std::nullopt;
      if (!Found) {
        add(defaultCommand(File, Request.Compiler, {}), {});
        return;
      }
      std::string Error;
      if (path::filename(*Found) == "compile_flags.txt") {
        auto Fixed = clang::tooling::FixedCompilationDatabase::loadFromFile(*Found, Error);
        for (CompileCommand &C : Fixed->getCompileCommands(File))
          add(fixedCommand(std::move(C), File), {});
        Out.DatabaseFile = *Found;
        return;
      }
      JSONCompilationDatabase *Db = load(*Found, Error);
      if (!Db) {
        problem("broken-database", File,
                "cannot use the compile database '" + *Found + "': " + StringRef(Error).rtrim().str());
      } else if (addFrom(*Db, File)) {
        Out.DatabaseFile = *Found;
      } else {
        Out.DatabaseFile = *Found; // it is there, if out of date: the hint how to get one would mislead
        Out.Remarks.push_back(
            {"'" + *Found + "' has no command for '" + File +
                 "': it is parsed with default flags; configure the build again, or give flags after '--'",
             /*Guess=*/true});
        add(defaultCommand(File, Request.Compiler, {}), {});
      }
    });
  }
};

/// Several headers of one unit are one run of it.
void joinHeaders(UnitSelection &S) {
  std::map<std::pair<std::string, std::vector<std::string>>, size_t> First;
  UnitSelection Joined = S;
  Joined.Commands.clear();
  Joined.HeadersOf.clear();
  for (size_t I = 0; I < S.Commands.size(); ++I) {
    auto [It, New] = First.try_emplace({S.Commands[I].Filename, S.Commands[I].CommandLine}, Joined.Commands.size());
    if (New) {
      Joined.Commands.push_back(S.Commands[I]);
      Joined.HeadersOf.push_back(S.HeadersOf[I]);
    } else if (std::vector<std::string> &Headers = Joined.HeadersOf[It->second]; !Headers.empty()) {
      if (S.HeadersOf[I].empty())
        Headers.clear(); // the unit itself was asked for too
      else
        Headers.insert(Headers.end(), S.HeadersOf[I].begin(), S.HeadersOf[I].end());
    }
  }
  S = std::move(Joined);
}

} // namespace

UnitSelection findUnits(const UnitRequest &Request) {
  UnitSelection Selected = Finder(Request).run();
  joinHeaders(Selected);
  return Selected;
}

} // namespace conure
