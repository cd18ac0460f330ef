//===- ContentsBody.h - Borrows and changes of contents in a function -----===//
//
// Defines ContentsBody: what one function and the closures in it borrow of
// containers, what may change a container there, and where handles are
// assigned. For Contents.cpp.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_REWRITE_COUNTS_CONTENTSBODY_H
#define CONURE_REWRITE_COUNTS_CONTENTSBODY_H

#include "rewrite/counts/Effects.h"
#include "rewrite/counts/Origins.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/DenseSet.h"
#include <vector>

namespace conure::rewrite {

/// A variable that borrows an element.
struct ElementBorrow {
  /// The guard lives from Begin to End.
  struct Scope {
    clang::SourceLocation Insert, Begin, End;
    clang::SourceLocation WrapEnd; ///< valid: a block is made around the statement
    bool Before = false;           ///< the block begins before a loop, not before its body
  };
  enum Form {
    Reference, ///< an element whose address is known
    Handle,    ///< an iterator or a pointer
    View,      ///< some or all elements
    Iteration, ///< a range-for
    Held,      ///< what a pair, a closure, an object … has taken in
  };
  const clang::VarDecl *Variable = nullptr;
  std::vector<const clang::VarDecl *> Watch; ///< while one of these may be used, it matters
  const clang::FunctionDecl *Function = nullptr;
  std::string Name;
  std::string Suffix; ///< of the guard's name
  clang::SourceLocation Loc;
  Form How = Reference;
  bool HasInit = true;
  Origin From;
  std::vector<const clang::Expr *> Later; ///< containers that assignments make it borrow from
  std::vector<std::string> Paths;         ///< texts of From
  std::vector<Scope> Scopes;
  /// Of the `for` that declares it: no guard can stand there but within an expression.
  clang::SourceRange Head;
  std::string Obstacle;                         ///< why no guard can stand there
  const clang::CXXForRangeStmt *Loop = nullptr; ///< it is an iteration, or the element of one
  /// It is put where nothing counts it: "field 'at'"; then \c Variable is what holds it in the end, or null if that may
  /// be used by anybody at any time.
  std::string Stray;
  std::string HeldText;           ///< of that form: what is held, once more; empty: nobody knows
  clang::SourceLocation HeldFrom; ///< of that form: behind the statement that puts it there; or the declaration does
};

/// Something that may change a container: an operation, or a call.
struct ContentsSite {
  const clang::Expr *E;
  const clang::FunctionDecl *Function;
  const clang::Stmt *Statement; ///< of the innermost block around it; or null
  std::optional<Change> What;
};

/// An element that a function of the user's is given by reference, pointer or handle.
struct ElementArgument {
  const clang::CallExpr *Call;
  const clang::Expr *Value;
  const clang::FunctionDecl *Callee;
  const clang::ParmVarDecl *Parameter;
  Origin From;
};

struct HandleWrite {
  const clang::VarDecl *To;
  const clang::Expr *Whole;
  const clang::FunctionDecl *Function;
  Origin From;
  bool Discarded;
};

struct ContentsBody {
  static ContentsBody collect(const clang::FunctionDecl *F, UnitContext &U, Counted &C);
  std::vector<const clang::VarDecl *> watched(const clang::FunctionDecl *F) const;

  std::vector<ElementBorrow> Borrows;
  std::vector<ContentsSite> Sites;
  std::vector<HandleWrite> Writes;
  std::vector<ElementArgument> Arguments;
  /// Local variables whose address may be known elsewhere.
  llvm::DenseSet<const clang::VarDecl *> Escaping;
  /// Local variables whose contents may be another's by now.
  llvm::DenseSet<const clang::VarDecl *> Moved;
  llvm::DenseSet<const clang::FieldDecl *> MovedFields;
};

/// The variable that a path begins with; null for `this` and what is no path.
const clang::VarDecl *rootOf(const clang::Expr *E);
bool isOwnLocal(const clang::VarDecl *V);

} // namespace conure::rewrite

#endif
