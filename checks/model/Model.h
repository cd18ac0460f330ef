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
#include <memory>
#include <string>

namespace conure {

class KnownTypes;

/// Thread-safety: none; one object serves one ASTContext.
class Model {
public:
  Model(clang::ASTContext &Ctx, const Configuration &Config);
  ~Model();

  clang::ASTContext &context() { return Ctx; }
  const clang::SourceManager &sources() const { return Ctx.getSourceManager(); }
  const Configuration &configuration() const { return Config; }
  const KnownTypes &knownTypes() const { return *Known; }
  TypeKinds &types() { return *Types; }

  /// True if findings may be reported at \p Loc: not in a system header, not in
  /// Conure's own headers, not in a trusted header.
  bool isUserCode(clang::SourceLocation Loc);
  /// True if \p F or a function or class around it is CONURE_TRUSTED.
  bool isTrusted(const clang::Decl *D);

private:
  bool isUserFile(clang::FileID File);

  clang::ASTContext &Ctx;
  const Configuration &Config;
  std::unique_ptr<KnownTypes> Known;
  std::unique_ptr<TypeKinds> Types;
  std::string Library; ///< the directory of Conure's public headers
  llvm::DenseMap<clang::FileID, bool> UserFiles;
};

/// Gives each ASTContext its Model; keeps only the newest one.
class ModelCache {
public:
  explicit ModelCache(Configuration Config) : Config(std::move(Config)) {}
  Model &get(clang::ASTContext &Ctx);
  /// Called at the end of a translation unit, before its ASTContext dies.
  void drop() { Current.reset(); }
  const Configuration &configuration() const { return Config; }

private:
  Configuration Config;
  clang::ASTContext *For = nullptr;
  std::unique_ptr<Model> Current;
};

} // namespace conure

#endif
