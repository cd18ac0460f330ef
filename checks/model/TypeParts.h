//===- TypeParts.h - What a type is made of, for each question ------------===//
//
// Defines TypeGraph: for a question about a type either the culprit that
// answers it with no, or the parts the same must hold for. For TypeKinds alone,
// which searches this graph.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_CHECKS_MODEL_TYPEPARTS_H
#define CONURE_CHECKS_MODEL_TYPEPARTS_H

#include "checks/model/Annotations.h"
#include "checks/model/KnownTypes.h"
#include "checks/model/TypeKinds.h"
#include "llvm/ADT/DenseMapInfo.h"
#include <optional>

namespace conure {

enum class Question : unsigned {
  Value,
  Sendable,
  BorrowFree,
  DeeplyImmutable,
  /// Nothing that a const path reaches can be changed so that a borrow stays
  /// behind: what an immutable method of the type needs.
  ConstMeansConst,
};

/// A question about a type (canonical, no top-level qualifiers).
struct TypeNode {
  Question Q;
  const void *Type;

  clang::QualType type() const { return clang::QualType::getFromOpaquePtr(Type); }
  bool operator==(const TypeNode &) const = default;
};

struct TypePart {
  ReasonStep Step; ///< empty text: the step goes without saying
  TypeNode Node;
};

struct TypeParts {
  /// The answer is no whatever the parts are…
  std::optional<ReasonStep> Culprit;
  /// …but a part that holds a culprit is the better reason.
  bool PartsFirst = false;
  llvm::SmallVector<TypePart, 4> Parts;
};

class TypeGraph {
public:
  TypeGraph(clang::ASTContext &Ctx, const KnownTypes &Known) : Ctx(Ctx), Known(Known) {}

  TypeParts parts(TypeNode N) const;
  /// Pointers, references, known borrows, what cannot be seen through, closures
  /// that borrow. (The caller has excluded value types.)
  bool isBorrowItself(clang::QualType T) const;
  /// Of a borrow: nothing can be written through it.
  bool isConstBorrow(clang::QualType T) const;

  clang::QualType typeOf(const clang::CXXRecordDecl *R) const;
  static clang::QualType normalize(const clang::ASTContext &Ctx, clang::QualType T);
  static std::string spell(const clang::ASTContext &Ctx, clang::QualType T);
  static std::string quote(const clang::ASTContext &Ctx, clang::QualType T) { return "'" + spell(Ctx, T) + "'"; }

private:
  TypeParts classParts(Question Q, clang::QualType T, const clang::CXXRecordDecl *R) const;
  TypeParts knownParts(Question Q, clang::QualType T, const clang::ClassTemplateSpecializationDecl *S,
                       const KnownType &K) const;
  TypeParts builtinParts(Question Q, clang::QualType T, Builtin B) const;
  TypeParts pointeeParts(Question Q, clang::QualType T, clang::QualType Pointee) const;
  void addFields(Question Q, const clang::CXXRecordDecl *R, TypeParts &Out) const;
  bool closureBorrows(const clang::CXXRecordDecl *R) const;
  std::string quote(clang::QualType T) const { return quote(Ctx, T); }

  clang::ASTContext &Ctx;
  const KnownTypes &Known;
};

} // namespace conure

template <> struct llvm::DenseMapInfo<conure::TypeNode> {
  static conure::TypeNode getEmptyKey() { return {conure::Question::Value, DenseMapInfo<void *>::getEmptyKey()}; }
  static conure::TypeNode getTombstoneKey() {
    return {conure::Question::Value, DenseMapInfo<void *>::getTombstoneKey()};
  }
  static unsigned getHashValue(const conure::TypeNode &N) {
    return DenseMapInfo<const void *>::getHashValue(N.Type) * 5 + static_cast<unsigned>(N.Q);
  }
  static bool isEqual(const conure::TypeNode &A, const conure::TypeNode &B) { return A == B; }
};

#endif
