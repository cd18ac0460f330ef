//===- Model.h - Everything rules share about one translation unit --------===//
//
// Defines Model, the lazily computed facts of one ASTContext, and ModelCache,
// through which the rules of one run share them. For rules, the rewriter and
// their drivers.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_CHECKS_MODEL_MODEL_H
#define CONURE_CHECKS_MODEL_MODEL_H

#include "checks/model/Annotations.h"
#include "checks/model/Configuration.h"
#include "checks/model/TypeKinds.h"
#include "clang/AST/ASTContext.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace conure {

class CallGraph;
class Effects;
class Index;
struct IndexKeep;
class FlowEngine;
class KnownTypes;
class ProcessCode;

/// Something that comes into a variable.
struct Receipt {
  const clang::Expr *What;
  bool Object; ///< the object that is moved from, or a range of such; else a value that may have been moved
};

/// Thread-safety: none; one object serves one ASTContext.
class Model {
public:
  /// \p Others, the summaries of other units, may be null.
  Model(clang::ASTContext &Ctx, const Configuration &Config, const Index *Others = nullptr);
  ~Model();

  clang::ASTContext &context() { return Ctx; }
  const clang::SourceManager &sources() const { return Ctx.getSourceManager(); }
  const Configuration &configuration() const { return Config; }
  const KnownTypes &knownTypes() const { return *Known; }
  TypeKinds &types() { return *Types; }
  /// The flow analyses of this unit, see Flow.h.
  FlowEngine &flow();
  /// Made at the first call.
  CallGraph &callGraph();
  ProcessCode &processCode();
  Effects &effects();

  /// True if the unit includes Conure's headers: otherwise nothing in it can
  /// reach another process.
  bool usesLibrary() const { return !Library.empty(); }
  /// True if the unit includes Conure's headers or spells an annotation of its own.
  bool usesConure();
  /// True if findings may be reported at \p Loc: not in a system header, not in
  /// Conure's own headers, not in a trusted header.
  bool isUserCode(clang::SourceLocation Loc);
  /// True if \p F or a function or class around it is CONURE_TRUSTED.
  bool isTrusted(const clang::Decl *D);
  /// True if \p Loc lies in the body of a function that is trusted.
  bool isTrustedPlace(clang::SourceLocation Loc);

  /// The name of a class, derived from \p Base in this unit or in one of the index, whose const methods may change
  /// what it holds; empty if none is known.
  std::string changingSubclass(const clang::CXXRecordDecl *Base);
  /// What other units say that \p F keeps; null: they say nothing. See Index::keeps.
  const std::set<IndexKeep> *keepsElsewhere(const clang::FunctionDecl *F, bool Hidden);
  /// "'Console::print'", of another unit: who keeps what \p F is given; empty if nobody does.
  std::string keeperElsewhere(const clang::FunctionDecl *F) const;
  bool hasBodyElsewhere(const clang::FunctionDecl *F);
  /// Objects of \p R keep a borrow that a method of another unit was given.
  bool holdsElsewhere(const clang::CXXRecordDecl *R);
  /// The keys of the classes and functions of which any of these was asked.
  std::set<std::string> asked() const;

  using Receipts = llvm::DenseMap<const clang::VarDecl *, llvm::SmallVector<Receipt, 1>>;
  /// By local variable, what \p Body may move into it or a part of it, or swaps with it (Receipts.cpp). Made at the
  /// first call for a function.
  const Receipts &receipts(const clang::FunctionDecl *Body);

  /// What the walk over unique values and recover bodies finds (UniqueFacts.h),
  /// made at the first call.
  const std::vector<Finding> &uniqueFindings();

private:
  bool isUserFile(clang::FileID File);

  clang::ASTContext &Ctx;
  const Configuration &Config;
  std::unique_ptr<KnownTypes> Known;
  std::unique_ptr<TypeKinds> Types;
  std::unique_ptr<FlowEngine> Flows;
  const Index *Others;
  std::unique_ptr<CallGraph> Calls;
  std::unique_ptr<ProcessCode> Processes;
  std::unique_ptr<Effects> CallEffects;
  std::optional<std::vector<Finding>> UniqueFindings;
  llvm::DenseMap<const clang::FunctionDecl *, std::unique_ptr<Receipts>> Received;
  std::optional<bool> Uses;
  llvm::DenseSet<const clang::NamedDecl *> Asked;
  std::string Library; ///< the directory of Conure's public headers
  llvm::DenseMap<clang::FileID, bool> UserFiles;
  /// Where trusted bodies begin and end, once asked for.
  struct Stretch {
    clang::FileID File;
    unsigned Begin, End;
  };
  std::optional<std::vector<Stretch>> TrustedBodies;
};

/// Gives each ASTContext its Model; keeps only the newest one.
class ModelCache {
public:
  /// Reads the index that \p Config names; indexError() says if that failed.
  explicit ModelCache(Configuration Config);
  ~ModelCache();
  Model &get(clang::ASTContext &Ctx);
  /// Called at the end of a translation unit, before its ASTContext dies.
  void drop() { Current.reset(); }
  /// Empty if there is no index or it could be read.
  const std::string &indexError() const { return IndexError; }
  const Configuration &configuration() const { return Config; }

private:
  Configuration Config;
  std::unique_ptr<Index> Others;
  std::string IndexError;
  clang::ASTContext *For = nullptr;
  std::unique_ptr<Model> Current;
};

} // namespace conure

#endif
