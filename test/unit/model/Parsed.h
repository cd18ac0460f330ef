//===- Parsed.h - A piece of annotated C++, parsed ------------------------===//
//
// Defines Parsed, for the model's unit tests: code in memory, its Model, and
// lookups by name.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_TEST_UNIT_MODEL_PARSED_H
#define CONURE_TEST_UNIT_MODEL_PARSED_H

#include "checks/model/KnownTypes.h"
#include "checks/model/Model.h"
#include "clang/AST/ASTContext.h"
#include "clang/ASTMatchers/ASTMatchFinder.h"
#include "clang/ASTMatchers/ASTMatchers.h"
#include "clang/Frontend/ASTUnit.h"
#include "clang/Tooling/Tooling.h"
#include <gtest/gtest.h>

namespace conure {

class Parsed {
public:
  explicit Parsed(std::string Code, Configuration C = {}) : Config(std::move(C)) {
    std::string Prelude = "#include <conure/conure.h>\n#include <array>\n#include <atomic>\n#include <functional>\n"
                          "#include <any>\n#include <list>\n#include <map>\n#include <memory>\n#include <optional>\n"
                          "#include <span>\n#include <string>\n#include <string_view>\n#include <tuple>\n"
                          "#include <unordered_map>\n#include <variant>\n#include <vector>\n#include <chrono>\n"
                          "#include <memory_resource>\n#include <ranges>\nusing namespace conure;\n";
    Unit = clang::tooling::buildASTFromCodeWithArgs(
        Prelude + Code, {"-std=c++20", "-w", "-I" CONURE_INCLUDE_DIR, "-resource-dir=" CONURE_RESOURCE_DIR},
        "input.cpp");
    EXPECT_TRUE(Unit && !Unit->getDiagnostics().hasErrorOccurred()) << "the test's code does not compile";
    M = std::make_unique<Model>(Unit->getASTContext(), Config);
  }

  Model &model() { return *M; }
  TypeKinds &types() { return M->types(); }
  clang::ASTContext &context() { return Unit->getASTContext(); }

  /// The type of the global variable \p Name (declare it `extern T name;`).
  clang::QualType typeOf(llvm::StringRef Name) {
    using namespace clang::ast_matchers;
    auto Found = match(varDecl(isExpansionInMainFile(), hasName(Name)).bind("d"), context());
    EXPECT_FALSE(Found.empty()) << "no variable " << Name.str();
    return Found.empty() ? clang::QualType() : Found[0].getNodeAs<clang::VarDecl>("d")->getType();
  }
  template <class D> const D *find(llvm::StringRef Name) {
    using namespace clang::ast_matchers;
    for (const auto &Nodes : match(namedDecl(hasName(Name)).bind("d"), context()))
      if (const auto *Found = Nodes.getNodeAs<D>("d"))
        return Found;
    ADD_FAILURE() << "no declaration " << Name.str();
    return nullptr;
  }

private:
  Configuration Config;
  std::unique_ptr<clang::ASTUnit> Unit;
  std::unique_ptr<Model> M;
};

} // namespace conure

#endif
