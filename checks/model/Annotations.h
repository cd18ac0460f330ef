//===- Annotations.h - Which declarations the user marked -----------------===//
//
// Defines the queries "is this class a process, this method a message, this
// type uni<T>…" for every rule and for the rewriter. They look at canonical
// declarations, through inline namespaces and through template instantiations
// to their patterns. All are cheap; nothing is cached between translation units.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_CHECKS_MODEL_ANNOTATIONS_H
#define CONURE_CHECKS_MODEL_ANNOTATIONS_H

#include "clang/AST/Decl.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/Expr.h"
#include "llvm/ADT/StringRef.h"
#include <optional>

namespace conure {

/// The marks a user can put on a declaration (language.md §1).
enum class Mark { Process, Async, Counted, Value, Sendable, Trusted, Mailbox };

/// True if \p D carries \p M itself, on any redeclaration or on the template
/// or member it was instantiated from. Not inherited from base classes.
bool hasMark(const clang::Decl *D, Mark M);

/// The reason given to CONURE_TRUSTED("…"): nullopt if not marked.
std::optional<llvm::StringRef> trustedReason(const clang::Decl *D);

bool isProcessClass(const clang::CXXRecordDecl *R);
/// A method marked CONURE_ASYNC, or one that overrides such a method.
bool isMessage(const clang::CXXMethodDecl *M);

/// The class templates and functions of namespace conure that rules know.
enum class Builtin { Uni, Process, Channel, Future, Promise, Ref, Mut };

/// Which of them \p T (canonical, references stripped) is an instance of.
std::optional<Builtin> builtinKind(clang::QualType T);
/// The T of uni<T>, process<T>, …; null if \p T is not \p B.
clang::QualType builtinElement(clang::QualType T, Builtin B);
inline clang::QualType uniElement(clang::QualType T) { return builtinElement(T, Builtin::Uni); }
inline bool isUni(clang::QualType T) { return !uniElement(T).isNull(); }

/// The functions of namespace conure that rules know, by name: "spawn",
/// "recover", "freeze", "self", "ask", "blocking", "panic", "make_future".
/// True if \p Call calls conure::\p Name (any inline namespace).
bool isConureCall(const clang::Expr *Call, llvm::StringRef Name);
bool isConureFunction(const clang::FunctionDecl *F, llvm::StringRef Name);
/// True if \p D is declared in namespace conure or below (the library itself).
bool isConureLibrary(const clang::Decl *D);

/// True if \p D is in namespace std (through inline namespaces).
bool isStd(const clang::Decl *D);

/// \p E without parentheses, implicit casts, temporaries' materialisation,
/// full-expression wrappers and copy-elided constructions.
const clang::Expr *ignoreWrappers(const clang::Expr *E);
/// The argument of std::move(x) / static_cast<T&&>(x), or null.
const clang::Expr *movedOperand(const clang::Expr *E);

} // namespace conure

#endif
