// What is advised for a class of one's own: the mark where only the mark is missing, else a unique value.
#include <conure/conure.h>
#include <optional>
#include <string>
#include <utility>
#include <vector>

struct Task {
  int priority;
  std::string name;
};
struct Batch {
  std::vector<int> numbers;
};
struct Closer {
  std::string name;
  ~Closer() {}
};
struct Once {
  explicit Once(std::string n) : name(n) {}
  Once(const Once &) = delete;
  Once(Once &&) = default;
  std::string name;
};

class CONURE_PROCESS Queue {
public:
  // expect-error@+2 {{parameter 't' of message 'plain' is not sendable}} [async-signature]
  // expect-note@+1 {{help: mark 'Task' CONURE_VALUE, for each of its parts is a value; or take a 'uni<Task>'}}
  CONURE_ASYNC void plain(Task t) {}
  // expect-error@+2 {{is not sendable}} [async-signature]
  // expect-note@+1 {{help: mark 'Task' CONURE_VALUE}}
  CONURE_ASYNC void inside(std::optional<std::pair<int, Task>> t) {}
  // expect-error@+2 {{is not sendable}} [async-signature]
  // expect-note@+1 {{help: take a 'uni<Batch>' and let the sender write recover(…)}}
  CONURE_ASYNC void owner(Batch b) {}
  // expect-error@+2 {{is not sendable}} [async-signature]
  // expect-note@+1 {{help: take a 'uni<Closer>' and let the sender write recover(…)}}
  CONURE_ASYNC void destructor(Closer c) {}
  // expect-error@+2 {{is not sendable}} [async-signature]
  // expect-note@+1 {{help: take a 'uni<Once>' and let the sender write recover(…)}}
  CONURE_ASYNC void moveOnly(Once o) {}
};
