//===- Unit.h - One translation unit while passes look at it --------------===//
//
// Defines UnitContext, what a pass sees of a unit and where it puts its edits
// and findings; Pass, the base of every pass; and UnitResult, plain data that
// outlives the unit. For passes and for the rewriter.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_REWRITE_UNIT_H
#define CONURE_REWRITE_UNIT_H

#include "checks/model/Model.h"
#include "rewrite/Plan.h"
#include "rewrite/Rewrite.h"
#include "clang/AST/ASTContext.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <memory>
#include <optional>

namespace conure::rewrite {

struct UnitResult {
  Proposal Edits;
  std::vector<PlacedFinding> Findings;
  std::vector<PlacedFinding> Elisions;
  std::optional<FailedUnit> Failed;
  Statistics Stats;
  bool NeedsCxx20 = false; ///< it was parsed in an older standard, and must not be
  /// What is only needed in a program that has processes, and whether this unit
  /// has a process class: see UnitContext::proposeForProcesses.
  struct {
    std::size_t FirstEdit = 0, Edits = 0, FirstFinding = 0, Findings = 0;
    bool HasProcess = false;
  } ForProcesses;
};

/// The first bytes of every file of a tree: it is recognised by them.
inline constexpr llvm::StringLiteral TreeFileMark = "// Rewritten by Conure: edit the file named here";
/// True if \p Text is a file of a tree: it is left as it is.
inline bool isTreeFile(llvm::StringRef Text) {
  return Text.take_until([](char C) { return C == '\n'; }).contains(TreeFileMark);
}

class UnitContext {
public:
  UnitContext(clang::ASTContext &Ctx, Model &M, const Options &Opts, UnitResult &Out);

  clang::ASTContext &context() { return Ctx; }
  clang::SourceManager &sources() { return Ctx.getSourceManager(); }
  const clang::LangOptions &lang() const { return Ctx.getLangOpts(); }
  Model &model() { return M; }
  const Options &options() const { return Opts; }
  Statistics &stats() { return Out.Stats; }
  PointerFacts &pointers() { return Out.Edits.Pointers; }

  /// The declarations of the unit, but not those of precompiled headers (which are the library's): most are never
  /// needed then, and so never read.
  clang::DeclContext::decl_range topLevel() const {
    const clang::DeclContext *All = Ctx.getTranslationUnitDecl();
    return {All->noload_decls_begin(), All->noload_decls_end()};
  }

  /// True if \p L, seen through macros, lies in a file that belongs to the
  /// user and was not rewritten before.
  bool isEditable(clang::SourceLocation L);
  /// True if \p L is written in a file as it stands, not by a macro.
  static bool isPlain(clang::SourceLocation L) { return L.isValid() && !L.isMacroID(); }

  /// True for Conure's own public headers, through links too.
  bool isRuntimeFile(llvm::StringRef Path) const;

  /// The text range of \p R as written, or nullopt where a macro writes a part
  /// of it or where it spans two files.
  std::optional<clang::CharSourceRange> written(clang::SourceRange R);
  /// The characters from \p Begin up to \p End, both plain and in one file.
  llvm::StringRef text(clang::SourceLocation Begin, clang::SourceLocation End);
  /// \p L's place behind the token that begins there.
  clang::SourceLocation afterToken(clang::SourceLocation L);
  /// The end of statement \p S with its semicolon; invalid where a macro writes it.
  clang::SourceLocation afterStatement(const clang::Stmt *S);

  Place place(clang::SourceLocation L);
  /// "path:line:column", to name groups by.
  std::string placeName(clang::SourceLocation L);

  /// \p At must be plain. The group's name should hold placeName().
  void insert(clang::SourceLocation At, std::string Text, llvm::StringRef Group, llvm::StringRef Reason);
  /// Like insert(), but before whatever closes at \p At: it belongs to what ends there.
  void append(clang::SourceLocation At, std::string Text, llvm::StringRef Group, llvm::StringRef Reason);
  void wrap(clang::SourceLocation Begin, clang::SourceLocation End, std::string Before, std::string After,
            llvm::StringRef Group, llvm::StringRef Reason);
  void replace(clang::SourceLocation Begin, clang::SourceLocation End, std::string Text, llvm::StringRef Group,
               llvm::StringRef Reason);

  /// What \p Propose proposes is dropped if no unit of the program has a process
  /// class. \p HasProcess: this one has. Once a unit.
  void proposeForProcesses(bool HasProcess, llvm::function_ref<void()> Propose);

  /// Objects to \p Group, whichever unit proposes it.
  void veto(llvm::StringRef Group, std::string Why, clang::SourceLocation L);

  /// True if this unit itself objects to \p Group.
  bool isVetoed(llvm::StringRef Group) const;

  /// What is written into this unit is not valid in the standard that it was parsed in.
  void needCxx20() { Out.NeedsCxx20 = !Ctx.getLangOpts().CPlusPlus20; }

  /// The unit cannot be rewritten: \p Why.
  void fail(std::string Why, clang::SourceLocation L);

  /// Reports what cannot be rewritten.
  PlacedFinding &uninstrumented(clang::SourceLocation L, std::string Message);
  /// Reports what stays as it was by the policy that was asked for, as a note.
  void leftAlone(clang::SourceLocation L, std::string Message);
  void explainElision(clang::SourceLocation L, std::string Message);

private:
  struct FileFacts {
    std::string Path;
    bool Editable = false;
  };
  const FileFacts &facts(clang::FileID F);
  Edit makeEdit(clang::SourceLocation At, std::string Text, llvm::StringRef Group, llvm::StringRef Reason);

  clang::ASTContext &Ctx;
  Model &M;
  const Options &Opts;
  UnitResult &Out;
  llvm::DenseMap<clang::FileID, FileFacts> Facts;
};

/// Looks at one unit and proposes edits. Keeps nothing from unit to unit.
class Pass {
public:
  virtual ~Pass();
  virtual void run(UnitContext &U) = 0;
};

std::unique_ptr<Pass> makeMessagesPass();
std::unique_ptr<Pass> makePreemptionPass();
std::unique_ptr<Pass> makeCountsPass();

/// The passes that \p Opts ask for, in the order they run.
std::vector<std::unique_ptr<Pass>> makePasses(const Options &Opts);

/// Parses \p Unit and runs the passes.
UnitResult runUnit(const clang::tooling::CompileCommand &Unit, const Options &Opts);

/// \p Path made absolute against \p Directory, without "." and "..".
std::string absolutePath(llvm::StringRef Path, llvm::StringRef Directory);

} // namespace conure::rewrite

#endif
