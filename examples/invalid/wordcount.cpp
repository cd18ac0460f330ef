// The twin of ../wordcount/ that must be rejected: the table is sent as it is
// and used again, and the total is kept where every process can reach it.
#include <conure/conure.h>
#include <map>
#include <string>
#include <utility>

using namespace conure;

using Table = std::map<std::string, long>;

static Table everything; // one table for all processes

class CONURE_PROCESS FileCounter {
public:
  CONURE_ASYNC void count(std::string word) {
    ++everything[word]; // expect: shared-state
  }
  CONURE_ASYNC void give(channel<uni<Table>> out) {
    auto table = recover(Table{{"word", 1}});
    out.send(std::move(table));
    table->clear(); // expect: use-after-move
  }
};

class CONURE_PROCESS Main {
public:
  CONURE_ASYNC void main() {
    auto counter = spawn<FileCounter>();
    counter->count("word");
    channel<uni<Table>> out(1);
    counter->give(out);
    Table table = out.receive();
  }
};
CONURE_MAIN(Main)
