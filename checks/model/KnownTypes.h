//===- KnownTypes.h - What is known about library types and functions -----===//
//
// Defines KnownTypes, the table of known-types.txt (embedded at build time)
// plus the lines a project adds in its configuration. For TypeKinds, and for
// rules that ask about functions ("does it block the thread?"). The format is
// described at the top of known-types.txt.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_CHECKS_MODEL_KNOWNTYPES_H
#define CONURE_CHECKS_MODEL_KNOWNTYPES_H

#include "clang/AST/Decl.h"
#include "clang/AST/DeclCXX.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/GlobPattern.h"
#include <memory>
#include <string>
#include <vector>

namespace conure {

/// How a library class behaves, whatever its fields are.
enum class Shape {
  Value,   ///< a value type
  Inline,  ///< holds its arguments in itself: what they are, it is
  Owned,   ///< owns its elements elsewhere
  Pointer, ///< unique_ptr: owns one object whose dynamic type may differ
  Shared,  ///< shared_ptr: a value only of a deeply immutable element
  Borrow,  ///< points at what it does not own
  Opaque,  ///< may hold anything
};

struct KnownType {
  std::string Name; ///< qualified, inline namespaces left out; `*` matches in globs
  Shape S = Shape::Value;
  /// Which template arguments count; empty with AllArguments false: none.
  llvm::SmallVector<unsigned, 2> Arguments;
  bool AllArguments = false;
  bool IsConst = false; ///< Borrow: nothing can be written through it
  /// Safe to touch from several threads at once (atomics, mutexes).
  bool Shareable = false;
  std::string Why; ///< ends the sentence "'T' …", may be empty
};

/// What is known about a function, or about an object of static storage: key and
/// value pairs, e.g. "blocks" → "", "use" → "conure::sleep_for", "pure" → "".
struct KnownFunction {
  std::string Name;
  llvm::StringMap<std::string> Facts;

  bool has(llvm::StringRef Key) const { return Facts.count(Key); }
  llvm::StringRef get(llvm::StringRef Key) const {
    auto It = Facts.find(Key);
    return It == Facts.end() ? llvm::StringRef() : llvm::StringRef(It->second);
  }
};

class KnownTypes {
public:
  /// \p Extra are lines of the same format; later lines win. Lines that are
  /// wrong are left out (check() finds them beforehand).
  explicit KnownTypes(llvm::ArrayRef<std::string> Extra);

  const KnownType *find(const clang::CXXRecordDecl *R) const;
  /// Looks at \p F itself, then at the methods it overrides.
  const KnownFunction *find(const clang::FunctionDecl *F) const;
  const KnownFunction *find(const clang::VarDecl *V) const;

  /// What is wrong with a line, or nothing. For `--verify-config`.
  static std::string check(llvm::StringRef Line);
  /// "std::vector::push_back": inline namespaces, template arguments and
  /// function names' parameters left out.
  static std::string qualifiedName(const clang::NamedDecl *D);

private:
  template <class Entry> struct Table {
    llvm::StringMap<Entry> Exact;
    std::vector<std::pair<llvm::GlobPattern, std::unique_ptr<Entry>>> Globs;
    mutable llvm::DenseMap<const clang::Decl *, const Entry *> Found;

    void add(Entry E);
    const Entry *find(const clang::NamedDecl *Key) const;
  };

  std::string addLine(llvm::StringRef Line);

  KnownTypes() = default;
  Table<KnownType> Types;
  Table<KnownFunction> Functions;
  Table<KnownFunction> Objects;
};

} // namespace conure

#endif
