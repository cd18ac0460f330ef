//===- Index.h - Summaries of translation units, merged -------------------===//
//
// Defines Index, what functions of many units call and do, and the way it is
// written as JSON, read and merged. For `conure index`, for ProcessCode, which
// follows calls into other units with it, and for Effects.
//
// An Index is a set of facts by function; merging is union, so that it is
// commutative, associative and idempotent, and units can be indexed in any
// order, on any machine.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_CHECKS_MODEL_INDEX_H
#define CONURE_CHECKS_MODEL_INDEX_H

#include "clang/AST/Decl.h"
#include "llvm/ADT/StringRef.h"
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace conure {

class Model;
enum class Reach;

/// A name of \p D that is the same in every unit that sees it, and on every machine. Empty if it has none.
std::string indexKey(const clang::Decl *D);

/// Of parameter From of a function, or of its object, something is left somewhere; see BorrowTypes.
struct IndexKeep {
  int From;       ///< a parameter, or Index::Object
  int Into;       ///< what a parameter refers to, or Index::Object, Result, Elsewhere
  std::string As; ///< keptName()
  auto operator<=>(const IndexKeep &) const = default;
};

class Index {
public:
  struct Place {
    std::string File;
    unsigned Line = 0, Column = 0;
    auto operator<=>(const Place &) const = default;
  };
  struct Call {
    std::string To;   ///< a key
    std::string Kind; ///< "call", "virtual", "implicit", "address"
    bool OffWorker = false;
    bool OwnObject = false; ///< the destructor of an object the caller made
    std::string Text;       ///< for a person: "'helper()' is called here, in 'Counter::increment'"
    Place At;
    auto operator<=>(const Call &) const = default;
  };
  struct Touch {
    std::string What;
    Place At;
    auto operator<=>(const Touch &) const = default;
  };
  using Keep = IndexKeep;
  /// In the place of a parameter's number.
  static constexpr int Object = -1, Result = -2, Elsewhere = -3;
  /// It is given to parameter Parameter of To (or is the object To is called on), of which this unit has no body.
  struct HandOn {
    int From;
    std::string To; ///< a key
    int Parameter;
    std::string As;
    bool Hidden = false; ///< what To leaves in its own object counts, too, as do its overriders: no type shows it
    auto operator<=>(const HandOn &) const = default;
  };
  struct Function {
    std::set<std::string> Names;
    bool HasBody = false;
    bool Initialiser = false;    ///< of a constant, not a function
    std::set<std::string> Roots; ///< "message 'Counter::increment'"
    std::set<std::string> Overrides;
    std::set<Call> Calls;
    std::set<Touch> Shared, Blocking, Unsafe, Unseen;
    std::set<Keep> Keeps;
    std::set<HandOn> HandsOn;
    bool operator==(const Function &) const = default;
  };
  struct Step {
    std::string Text;
    Place At;
  };
  struct Reached {
    Reach How;
    std::string Root;
    std::vector<Step> Path; ///< the nearest first
  };

  /// What the rewriter must know of other units, in its own words: "flow", from,
  /// to … (rewrite/IndexFacts.h). Here only a set.
  using Fact = std::vector<std::string>;
  std::set<Fact> Rewriting;

  /// By class: those that some unit derives from it and whose const methods may change what they hold.
  std::map<std::string, std::set<std::string>> Changing;
  /// Classes and functions of which a unit's own findings depend on Changing, Holding and keeps().
  std::set<std::string> Asked;

  /// Classes whose objects may keep a borrow that a method was given.
  std::set<std::string> Holding;

  /// The files that units were made of, below the directory of the index, and a
  /// hash of what each held; more than one if units saw it differ.
  std::map<std::string, std::set<std::string>> Sources;
  /// Those of Sources below \p BaseDirectory that hold something else by now. A
  /// file that is not there is none: what it did counts on, which is safe.
  std::vector<std::string> changedSources(llvm::StringRef BaseDirectory) const;

  /// Takes in what \p Other knows.
  void merge(const Index &Other);
  bool operator==(const Index &Other) const {
    return Functions == Other.Functions && Rewriting == Other.Rewriting && Changing == Other.Changing &&
           Asked == Other.Asked && Holding == Other.Holding && Sources == Other.Sources;
  }

  const std::map<std::string, Function> &functions() const { return Functions; }
  Function &function(const std::string &Key) { return Functions[Key]; }
  const Function *find(const std::string &Key) const;
  bool hasBody(const std::string &Key) const;

  /// What process code of any unit reaches; computed at the first question
  /// after the last change.
  const std::map<std::string, Reached> &reached() const;
  const Reached *reachedFunction(const std::string &Key) const;

  /// What a call of \p Key leaves of what it is given, over all units. \p Hidden: its overriders count, too, and what
  /// it or they leave in their objects is elsewhere. Computed at the first question after the last change, by a
  /// worklist.
  const std::set<Keep> &keeps(const std::string &Key, bool Hidden) const;
  /// The name of a function that a call of \p Key leads to and that leaves something elsewhere; empty: none.
  std::string keeper(const std::string &Key) const;

  /// Sorted, one fact a line: equal indexes are equal bytes.
  std::string toJson() const;
  /// Nullopt and a message in \p Error if \p Text is not an index.
  static std::optional<Index> fromJson(llvm::StringRef Text, std::string &Error);
  /// Reads a file, or merges all `*.json` files of a directory.
  static std::optional<Index> load(llvm::StringRef Path, std::string &Error);

private:
  void computeReached() const;
  void computeKeeps() const;

  struct KeepFacts {
    std::set<Keep> Keeps;
    std::string Elsewhere; ///< the key of the function that leaves something there itself
  };
  using KeepMap = std::map<std::pair<std::string, bool>, KeepFacts>;
  std::map<std::string, Function> Functions;
  mutable std::optional<std::map<std::string, Reached>> ReachedCache;
  mutable std::optional<KeepMap> KeepsCache;
};

/// The summary of \p M's unit. Places are written relative to \p BaseDirectory
/// if they are below it, and its files are recorded as Sources.
Index indexUnit(Model &M, llvm::StringRef BaseDirectory);

} // namespace conure

#endif
