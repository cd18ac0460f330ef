//===- Containers.h - What the standard containers invalidate -------------===//
//
// Defines which types hold elements that can be borrowed, and which of their
// operations may invalidate such borrows (language.md §5, "Container
// contents"). What exactly an operation invalidates is decided when it runs, by
// runtime/include/conure/changes.h. For the contents pass.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_REWRITE_COUNTS_CONTAINERS_H
#define CONURE_REWRITE_COUNTS_CONTAINERS_H

#include "rewrite/counts/Counted.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/SmallVector.h"
#include <initializer_list>
#include <optional>

namespace conure::rewrite {

enum class Holding { None, Array, Text, Blocks, Nodes, Hashed, Maybe, Owner };

/// How a value of type \p T holds what can be borrowed. None for references.
Holding holdingOf(clang::QualType T);
Holding holdingOf(const clang::CXXRecordDecl *R);

/// True for iterators, string_view, span: values that refer to elements.
bool isHandle(clang::QualType T);

/// An operation that may invalidate borrows of what a container holds.
struct Change {
  const clang::Expr *Whole = nullptr;
  const clang::Expr *Object = nullptr;   ///< the container
  bool Arrow = false;                    ///< Object is a raw pointer to it
  std::string Name;                      ///< "push_back"
  bool Around = true;                    ///< the object is wrapped in `changing`
  const clang::Expr *Position = nullptr; ///< the argument that is wrapped in `position`
  bool Ends = false;                     ///< Object ends, or is overwritten, with the containers in it (ObjectEnds.h)
  bool Leaves = false;                   ///< Object's elements go elsewhere; it may also be what has containers in it

  /// Of the object, also where an arrow leads to it.
  clang::QualType type() const { return Arrow ? Object->getType()->getPointeeType() : Object->getType(); }
};

/// The change that \p E itself makes, if any; containers of counted values that
/// are told by their counts are left out.
std::optional<Change> changeOf(const clang::Expr *E, Counted &C);

/// What \p E, a call, takes the contents of: of `std::swap(a, b)` both, of `std::move(a)` and `b.splice(i, a)` `a`.
/// Also changes by a swap of what keeps its elements in itself.
llvm::SmallVector<Change, 2> leavesOf(const clang::Expr *E);

/// The classes of the containers that are parts of a \p T, in itself.
llvm::SmallVector<const clang::CXXRecordDecl *, 2> containersIn(clang::QualType T);

/// True if borrows of what a container of class \p R holds do not go along with it by themselves.
bool isLeft(const clang::CXXRecordDecl *R);

/// The canonical class of the container \p E.
const clang::CXXRecordDecl *containerClass(const clang::Expr *E);

bool isOneOf(llvm::StringRef Name, std::initializer_list<llvm::StringRef> Names);

} // namespace conure::rewrite

#endif
