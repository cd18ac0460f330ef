//===- PrecompiledHeaders.cpp ---------------------------------------------===//
//
// An entry is a directory named after the hash of what it was made from: `used`
// says that a unit asked for it, `inputs` lists the files that it was made of,
// and is there last. Who makes it holds a lock on `used`.
//
//===----------------------------------------------------------------------===//
#include "tool/engine/PrecompiledHeaders.h"
#include "tool/engine/Subprocess.h"
#include "tool/project/AtomicFile.h"
#include "tool/project/Flags.h"
#include "tool/project/HeaderFlags.h"
#include "tool/project/Units.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/Version.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendActions.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Program.h"
#include "llvm/Support/xxhash.h"
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

using llvm::StringRef;

namespace conure {

namespace {

/// A file as it was: one that is written again gets another stamp.
std::string stamp(const std::string &File) {
  llvm::sys::fs::file_status Status;
  if (llvm::sys::fs::status(File, Status))
    return "";
  return llvm::utostr(Status.getSize()) + " " +
         llvm::itostr(Status.getLastModificationTime().time_since_epoch().count());
}

std::string realPath(StringRef File) {
  llvm::SmallString<256> Out;
  return llvm::sys::fs::real_path(File, Out) ? File.str() : std::string(Out);
}

/// Lines of an entry's `inputs`: stamp and path, with a tab between. Nothing if one of them is another file now.
std::optional<std::vector<std::string>> unchangedInputs(const std::string &Entry) {
  auto Text = llvm::MemoryBuffer::getFile(Entry + "/inputs");
  if (!Text)
    return std::nullopt;
  std::vector<std::string> Files;
  for (StringRef Line : llvm::split((*Text)->getBuffer(), '\n')) {
    auto [Stamp, File] = Line.split('\t');
    if (File.empty())
      continue;
    if (stamp(File.str()) != Stamp)
      return std::nullopt;
    Files.push_back(File.str());
  }
  return Files;
}

std::string inputsText(const std::vector<std::string> &Files) {
  std::string Text;
  for (const std::string &File : Files)
    Text += stamp(File) + "\t" + File + "\n";
  return Text;
}

/// Prerequisites of a depfile's only rule.
std::vector<std::string> readDepfile(const std::string &File) {
  std::vector<std::string> Out;
  auto Text = llvm::MemoryBuffer::getFile(File);
  if (!Text)
    return Out;
  std::string Word;
  StringRef All = (*Text)->getBuffer();
  All = All.substr(All.find(": ") + 1);
  for (size_t I = 0; I < All.size(); ++I) {
    const bool Escapes = All[I] == '\\' && I + 1 < All.size();
    if (Escapes && All[I + 1] == ' ')
      Word += All[++I];
    else if (Escapes && All[I + 1] == '\n')
      ++I;
    else if (!llvm::isSpace(All[I]))
      Word += All[I];
    else if (!Word.empty())
      Out.push_back(std::exchange(Word, ""));
  }
  if (!Word.empty())
    Out.push_back(Word);
  return Out;
}

/// Held while an entry is made; a process that ends gives it back.
class Lock {
public:
  explicit Lock(const std::string &File) : Descriptor(open(File.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666)) {
    if (Descriptor >= 0 && flock(Descriptor, LOCK_EX | LOCK_NB) != 0) {
      close(Descriptor);
      Descriptor = -1;
    }
  }
  ~Lock() {
    if (Descriptor >= 0)
      close(Descriptor);
  }
  Lock(const Lock &) = delete;
  Lock &operator=(const Lock &) = delete;
  explicit operator bool() const { return Descriptor >= 0; }

private:
  int Descriptor;
};

class Precompile : public clang::GeneratePCHAction {
public:
  Precompile(std::string Output, std::vector<std::string> &Inputs) : Output(std::move(Output)), Inputs(Inputs) {}

protected:
  bool PrepareToExecuteAction(clang::CompilerInstance &Compiler) override {
    Compiler.getFrontendOpts().OutputFile = Output;
    return true;
  }
  void EndSourceFileAction() override {
    clang::SourceManager &SM = getCompilerInstance().getSourceManager();
    for (unsigned I = 0, N = SM.local_sloc_entry_size(); I != N; ++I)
      if (const auto &Entry = SM.getLocalSLocEntry(I); Entry.isFile())
        if (auto File = Entry.getFile().getContentCache().OrigEntry)
          Inputs.push_back(realPath(File->getName()));
    llvm::sort(Inputs);
    Inputs.erase(llvm::unique(Inputs), Inputs.end());
    GeneratePCHAction::EndSourceFileAction();
  }

private:
  std::string Output;
  std::vector<std::string> &Inputs;
};

/// All that the compiler itself is: a new version under the same name is another.
std::string identity(const std::string &Compiler) {
  auto Found = llvm::sys::findProgramByName(Compiler);
  return Found ? *Found + " " + stamp(*Found) : Compiler;
}

} // namespace

std::optional<PrecompiledHeaders::Entry>
PrecompiledHeaders::find(const std::string &Key, const std::vector<std::string> &SearchDirs, const Maker &Make) {
  const std::string Directory = Root + "/" + llvm::utohexstr(llvm::xxh3_64bits(Key), /*LowerCase=*/true);
  const std::string Used = Directory + "/used";
  std::vector<std::string> Dirs = SearchDirs;
  for (const char *Name : {"CPATH", "CPLUS_INCLUDE_PATH"}) // compilers look there, too
    if (const char *Value = std::getenv(Name))
      for (StringRef Dir : llvm::split(Value, ':'))
        Dirs.push_back(absolutePath(Dir));
  auto usable = [&](std::vector<std::string> Inputs) -> std::optional<Entry> {
    if (Inputs.empty() || wouldReplace(Dirs, Inputs))
      return std::nullopt;
    return Entry{Directory, std::move(Inputs)};
  };
  if (auto Inputs = unchangedInputs(Directory))
    return usable(std::move(*Inputs));
  if (!llvm::sys::fs::exists(Used)) { // one unit alone would not earn what making it costs
    if (!llvm::sys::fs::create_directories(Directory, /*IgnoreExisting=*/true, llvm::sys::fs::all_all))
      replaceFile(Used, Key);
    return std::nullopt;
  }
  Lock Held(Used);
  if (!Held)
    return std::nullopt;
  if (auto Inputs = unchangedInputs(Directory)) // made meanwhile
    return usable(std::move(*Inputs));
  llvm::sys::fs::remove(Directory + "/inputs");
  std::vector<std::string> Inputs = Make(Directory);
  // An empty list stands for what cannot be made, and is not tried again.
  return replaceFile(Directory + "/inputs", inputsText(Inputs)).empty() ? usable(std::move(Inputs)) : std::nullopt;
}

PrecompiledHeaders::Command PrecompiledHeaders::forParse(Command Arguments, const std::string &Here) {
  HeaderFlags Flags = HeaderFlags::of(Arguments, Here);
  if (!Flags.Usable || Tools.IncludeDir.empty())
    return Arguments;
  const std::string Header = Tools.IncludeDir + "/conure/standard.h";
  const std::string Key =
      "parse\n" + clang::getClangFullVersion() + "\n" + Header + "\n" + llvm::join(Flags.Kept, "\n");
  auto Found = find(Key, Flags.SearchDirs, [&](const std::string &Directory) {
    std::vector<std::string> Inputs;
    Command Own{Arguments.at(0)};
    Own.insert(Own.end(), Flags.Kept.begin(), Flags.Kept.end());
    Own.insert(Own.end(), {"-fsyntax-only", "-Xclang", "-fpch-instantiate-templates", "-xc++-header", Header});
    llvm::IntrusiveRefCntPtr<clang::FileManager> Files(new clang::FileManager(clang::FileSystemOptions{Here}));
    clang::IgnoringDiagConsumer Silent;
    clang::tooling::ToolInvocation Invocation(Own, std::make_unique<Precompile>(Directory + "/standard.pch", Inputs),
                                              Files.get());
    Invocation.setDiagnosticConsumer(&Silent);
    if (!Invocation.run())
      Inputs.clear();
    else // half a file would be noticed, too
      Inputs.push_back(Directory + "/standard.pch");
    return Inputs;
  });
  if (!Found)
    return Arguments;
  ParseEntry = Found->Directory;
  Arguments.insert(Arguments.begin() + 1, {"-include-pch", ParseEntry + "/standard.pch"});
  return Arguments;
}

void PrecompiledHeaders::forgetForParse() {
  llvm::sys::fs::remove(ParseEntry + "/inputs");
  ParseEntry.clear();
}

PrecompiledHeaders::Command PrecompiledHeaders::forCompiler(Command Rewritten, const std::string &Here) {
  if (Rewritten.empty() || launcherWords(Rewritten) != 0)
    return Rewritten;
  HeaderFlags Flags = HeaderFlags::of(Rewritten, Here);
  auto OwnInclude = [&] {
    for (size_t I = 1; I + 1 < Rewritten.size(); ++I)
      if (Rewritten[I] == "-include" && HeaderFlags::isOwnHeader(Rewritten[I + 1]))
        return I;
    return size_t(0);
  };
  if (!Flags.Usable || OwnInclude() == 0)
    return Rewritten;
  const std::string Key = std::string(Flags.Annotated ? "compile annotated\n" : "compile\n") + identity(Rewritten[0]) +
                          "\n" + llvm::join(Flags.Kept, "\n");
  auto Found = find(Key, Flags.SearchDirs, [&](const std::string &Directory) -> std::vector<std::string> {
    const std::string Header = Directory + "/runtime.h", Made = Header + ".new", Depfile = Directory + "/depfile";
    const char *Text = Flags.Annotated ? "#include <conure/rt.h>\n#include <conure/conure.h>\n"
                                       : "#include <conure/pointers.h>\n#include <conure/changes.h>\n";
    if (!replaceFile(Header, Text).empty())
      return {};
    Command Own{Rewritten[0]};
    Own.insert(Own.end(), Flags.Kept.begin(), Flags.Kept.end());
    Own.insert(Own.end(), {"-w", "-x", "c++-header", Header, "-o", Made, "-MD", "-MF", Depfile});
    ProgramResult Run = captureProgram(Own, Here, /*WithErrors=*/true);
    if (Run.Status != 0 || llvm::sys::fs::rename(Made, Header + ".gch"))
      return {};
    std::vector<std::string> Inputs{Header + ".gch"};
    for (const std::string &File : readDepfile(Depfile))
      Inputs.push_back(realPath(File));
    return Inputs;
  });
  if (!Found)
    return Rewritten;
  CompilerHeader = Found->Directory + "/runtime.h";
  CompilerInputs = std::move(Found->Inputs);
  std::erase_if(CompilerInputs, [&](StringRef File) { return File.starts_with(Found->Directory); });
  while (size_t At = OwnInclude())
    Rewritten.erase(Rewritten.begin() + At, Rewritten.begin() + At + 2);
  Rewritten.insert(Rewritten.begin() + 1, {"-include", CompilerHeader});
  return Rewritten;
}

} // namespace conure
