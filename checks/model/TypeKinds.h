//===- TypeKinds.h - Value types, borrows, owned types, sendability -------===//
//
// Defines the classification of language.md §2 with the path of reasons that a
// diagnostic shows. For every rule and for the rewriter. Answers are computed
// over canonical types and cached for one ASTContext. Recursion is assumed good.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_CHECKS_MODEL_TYPEKINDS_H
#define CONURE_CHECKS_MODEL_TYPEKINDS_H

#include "checks/model/Finding.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Type.h"
#include "llvm/ADT/SmallVector.h"
#include <memory>
#include <string>

namespace conure {

class KnownTypes;

enum class TypeKind { Value, Borrow, Owned };

/// One step from a type to what makes it so, e.g. "field 'name_' is a
/// 'std::string_view', which borrows its characters".
struct ReasonStep {
  std::string Text;
  clang::SourceLocation Loc; ///< invalid for a type with no declaration
};

/// Yes, or no and why: Path goes from the type asked about to the culprit.
struct Verdict {
  bool Holds = true;
  llvm::SmallVector<ReasonStep, 4> Path;
  explicit operator bool() const { return Holds; }
};

/// Thread-safety: none; one object serves one ASTContext.
class TypeKinds {
public:
  TypeKinds(clang::ASTContext &Ctx, const KnownTypes &Known);
  ~TypeKinds();

  TypeKind kind(clang::QualType T);
  bool isValue(clang::QualType T) { return value(T).Holds; }
  bool isBorrow(clang::QualType T) { return kind(T) == TypeKind::Borrow; }
  bool isSendable(clang::QualType T) { return sendable(T).Holds; }
  bool isBorrowFree(clang::QualType T) { return borrowFree(T).Holds; }

  const Verdict &value(clang::QualType T);
  const Verdict &sendable(clang::QualType T);
  /// Owned or value, and no part of it is a borrow.
  const Verdict &borrowFree(clang::QualType T);
  /// Value parts, no `mutable`: what shared_ptr<const T> needs.
  const Verdict &deeplyImmutable(clang::QualType T);
  const Verdict &deeplyImmutable(const clang::CXXRecordDecl *Class);
  /// `T&`, `T*`, `mut<T>`, reference_wrapper<T>…: writes go through it.
  bool isMutableBorrow(clang::QualType T);
  /// `const T&`, `const T*`, `ref<T>`, string_view, span<const T>.
  bool isImmutableBorrow(clang::QualType T);
  /// language.md §2: const, no mutable part, no non-const indirection of the
  /// class that reaches a part that could hold a borrow.
  bool isImmutableMethod(const clang::CXXMethodDecl *M);
  /// The part of it that is about the class: a const method of \p Class, one of
  /// a base included, changes nothing that could hold a borrow.
  bool isImmutableClass(const clang::CXXRecordDecl *Class);

  /// The type as the user would write it, without implementation namespaces.
  std::string spell(clang::QualType T) const;
  /// Appends \p V's path to \p F as Reason notes, the culprit first.
  static void explain(Finding &F, const Verdict &V);

private:
  struct Impl;
  std::unique_ptr<Impl> P;
};

} // namespace conure

#endif
