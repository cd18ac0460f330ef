//===- ProcessGraph.h - Which process sends what to which -----------------===//
//
// Defines ProcessGraph: the process classes of a program, the messages between
// them and the types that cross, as read from the source, and its form as DOT.
// For the `graph` verb. Graphs of several translation units are merged; the
// result does not depend on their order.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_TOOL_GRAPH_PROCESSGRAPH_H
#define CONURE_TOOL_GRAPH_PROCESSGRAPH_H

#include <map>
#include <set>
#include <string>
#include <vector>

namespace conure {

class Model;

class ProcessGraph {
public:
  enum class Crossing { Message, Ask, Spawn };

  /// Adds what the translation unit of \p M declares and sends.
  void collect(Model &M);
  void merge(const ProcessGraph &Other);
  /// As text, to hand it from a worker process; equal graphs give equal text.
  std::string serialized() const;
  /// Merges what serialized() gave; false, and nothing changes, if \p Text is not that.
  bool mergeSerialized(const std::string &Text);
  bool empty() const { return Processes.empty(); }
  /// Sorted, so that equal programs give equal bytes.
  std::string toDot() const;

private:
  struct Process {
    bool IsMain = false;
    std::set<std::string> Messages; ///< "add(int, channel<int>)"
  };
  struct Edge {
    std::string From, To;
    Crossing Kind;
    std::string Label;
    auto operator<=>(const Edge &) const = default;
  };
  friend class ProcessGraphVisitor;

  std::map<std::string, Process> Processes;
  std::set<std::string> Functions; ///< senders that belong to no process class
  std::set<Edge> Edges;
};

} // namespace conure

#endif
