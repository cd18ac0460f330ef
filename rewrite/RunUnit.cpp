//===- RunUnit.cpp - Parses a unit and runs the passes --------------------===//
#include "checks/model/ForcedHeaders.h"
#include "checks/model/ProjectHeaders.h"
#include "rewrite/IndexFacts.h"
#include "rewrite/Standard.h"
#include "rewrite/Unit.h"
#include "rewrite/counts/Counts.h"
#include "clang/Basic/DiagnosticOptions.h"
#include "clang/Basic/FileManager.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Frontend/TextDiagnosticPrinter.h"
#include "clang/Tooling/ArgumentsAdjusters.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/VirtualFileSystem.h"
#include "llvm/Support/raw_ostream.h"
#include <map>

using namespace clang;

namespace conure::rewrite {

namespace {

/// Which of Conure's own headers are C++17: those of counts. All others are C++20.
bool isCxx17(llvm::StringRef Header) {
  constexpr llvm::StringLiteral Names[] = {
      "annotations.h", "borrow_places.h", "changes.h",  "contents.h", "count.h", "count_statistics.h",
      "ending.h",      "invalidation.h",  "leaving.h",  "mode.h",     "place.h", "pointers.h",
      "pool.h",        "standard.h",      "violation.h"};
  return llvm::sys::path::filename(llvm::sys::path::parent_path(Header)) == "conure" &&
         llvm::is_contained(Names, llvm::sys::path::filename(Header));
}

/// Notes each file of the unit and the hash of what was read of it.
void collectFiles(UnitContext &U, ASTContext &Ctx, const Options &Opts, UnitResult &Out) {
  SourceManager &SM = Ctx.getSourceManager();
  for (unsigned I = 0, N = SM.local_sloc_entry_size(); I != N; ++I) {
    const SrcMgr::SLocEntry &Entry = SM.getLocalSLocEntry(I);
    if (!Entry.isFile())
      continue;
    const SrcMgr::FileInfo &Info = Entry.getFile();
    OptionalFileEntryRef File = Info.getContentCache().OrigEntry;
    if (!File)
      continue;
    SourceLocation Start = SourceLocation::getFromRawEncoding(Entry.getOffset());
    std::string Path = U.place(Start).File;
    if (U.isRuntimeFile(Path) && !isCxx17(Path))
      U.needCxx20();
    // What says of itself that it is the system's goes into the tree as it is, so that it is found where it was.
    const bool Below = Opts.Root != "/" && llvm::StringRef(Path).starts_with(Opts.Root + "/");
    if (U.isRuntimeFile(Path) || (isSystem(Info.getFileCharacteristic()) && !Below))
      continue;
    if (std::optional<llvm::StringRef> Text = Info.getContentCache().getBufferDataIfLoaded())
      Out.Edits.Files[Path] = contentHash(Text->data(), Text->size());
  }
}

class Consumer : public ASTConsumer {
public:
  Consumer(CompilerInstance &CI, const Options &Opts, UnitResult &Out) : CI(CI), Opts(Opts), Out(Out) {}
  void HandleTranslationUnit(ASTContext &Ctx) override {
    Model M(Ctx, Opts.Checks);
    UnitContext U(Ctx, M, Opts, Out);
    collectFiles(U, Ctx, Opts, Out);
    if (Out.NeedsCxx20) // it is parsed again; nobody is to hear how many errors this parse had
      return CI.setVerboseOutputStream(std::make_unique<llvm::raw_null_ostream>());
    if (!Ctx.getLangOpts().CPlusPlus || Ctx.getDiagnostics().hasErrorOccurred())
      return;
    for (const auto &P : makePasses(Opts))
      P->run(U);
  }

private:
  CompilerInstance &CI;
  const Options &Opts;
  UnitResult &Out;
};

class Action : public ASTFrontendAction {
public:
  Action(const Options &Opts, llvm::StringSet<> OwnDirs, UnitResult &Out)
      : Opts(Opts), OwnDirs(std::move(OwnDirs)), Out(Out) {}
  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &CI, llvm::StringRef) override {
    claimHeaders(CI.getPreprocessor(), OwnDirs);
    return std::make_unique<Consumer>(CI, Opts, Out);
  }

protected:
  bool PrepareToExecuteAction(CompilerInstance &CI) override {
    CI.getFrontendOpts().DisableFree = Opts.LeaveMemory;
    return true;
  }

private:
  const Options &Opts;
  llvm::StringSet<> OwnDirs;
  UnitResult &Out;
};

std::vector<std::string> parseArguments(const tooling::CompileCommand &Unit, const Options &Opts) {
  using namespace clang::tooling;
  tooling::ArgumentsAdjuster Adjust =
      combineAdjusters(getClangStripOutputAdjuster(),
                       combineAdjusters(getClangStripDependencyFileAdjuster(), getClangSyntaxOnlyAdjuster()));
  std::vector<std::string> Args = Adjust(Unit.CommandLine, Unit.Filename);
  if (!Opts.RuntimeInclude.empty() && !Args.empty()) {
    Args.insert(Args.begin() + 1, {"-isystem", Opts.RuntimeInclude});
    // A file of a tree speaks of the runtime already.
    auto Main = llvm::MemoryBuffer::getFile(absolutePath(Unit.Filename, Unit.Directory));
    if (Main && isTreeFile((*Main)->getBuffer())) {
      Args.insert(Args.begin() + 1, "-DCONURE_RUNTIME");
      if (namedStandard(Args) >= 20)
        Args.insert(Args.begin() + 1, {"-include", "conure/rt.h"});
      else
        Args.insert(Args.begin() + 1, {"-include", "conure/pointers.h", "-include", "conure/changes.h"});
    }
  }
  return Opts.AdjustForParse ? Opts.AdjustForParse(std::move(Args)) : Args;
}

} // namespace

std::vector<std::unique_ptr<Pass>> makePasses(const Options &Opts) {
  std::vector<std::unique_ptr<Pass>> Passes;
  Passes.push_back(makeMessagesPass());
  if (Opts.Preemption)
    Passes.push_back(makePreemptionPass());
  if (Opts.Count != CountPolicy::None)
    Passes.push_back(makeCountsPass());
  return Passes;
}

std::set<Index::Fact> factsOfUnit(ASTContext &Ctx, Model &M, const Configuration &Checks) {
  Options Opts;
  Opts.Checks = Checks;
  Opts.Count = CountPolicy::Project; // what holds for every class holds for those that are marked
  UnitResult Out;
  UnitContext U(Ctx, M, Opts, Out);
  makeCountsPass()->run(U);
  std::set<Index::Fact> Facts = factsOf(Out.Edits);
  leaveDropFacts(U, Facts);
  return Facts;
}

UnitResult runUnit(const tooling::CompileCommand &Unit, const Options &Opts) {
  UnitResult Out;
  std::string File = absolutePath(Unit.Filename, Unit.Directory);
  Out.Edits.Unit = File;
  Out.Stats.Units = 1;

  IntrusiveRefCntPtr<llvm::vfs::FileSystem> Disk(llvm::vfs::createPhysicalFileSystem().release());
  if (std::error_code Error = Disk->setCurrentWorkingDirectory(Unit.Directory)) {
    Out.Failed = FailedUnit{File, "cannot enter directory '" + Unit.Directory + "': " + Error.message() + "\n"};
    return Out;
  }
  const std::map<std::string, ForcedHeader> Forced = forcedHeaders(*Disk, Unit.CommandLine, Unit.Directory);
  IntrusiveRefCntPtr<FileManager> Files(new FileManager(FileSystemOptions(), withHeaders(Disk, Forced)));
  std::string Text;
  llvm::raw_string_ostream Stream(Text);
#if LLVM_VERSION_MAJOR >= 21
  DiagnosticOptions Diagnostics;
  TextDiagnosticPrinter Printer(Stream, Diagnostics);
#else
  IntrusiveRefCntPtr<DiagnosticOptions> Diagnostics(new DiagnosticOptions);
  TextDiagnosticPrinter Printer(Stream, Diagnostics.get());
#endif
  tooling::ToolInvocation Invocation(
      parseArguments(Unit, Opts),
      std::make_unique<Action>(Opts, projectSystemDirs(Unit.CommandLine, Unit.Directory, Opts.Root), Out), Files.get());
  Invocation.setDiagnosticConsumer(&Printer);
  bool Ok = Invocation.run();
  for (const auto &[Path, Header] : Forced)
    if (auto It = Out.Edits.Files.find(Path); It != Out.Edits.Files.end())
      It->second = contentHash(Header.OnDisk);
  if (Ok && Out.Failed)
    return Out;
  if (!Ok || Printer.getNumErrors() != 0) {
    Out.Failed = FailedUnit{File, Stream.str()};
    Out.Edits.Edits.clear();
    Out.Findings.clear();
  }
  return Out;
}

} // namespace conure::rewrite
