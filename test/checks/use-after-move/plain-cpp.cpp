// A unit that does not use Conure: what C++ leaves valid may be looked at, if its author says what a move leaves behind.
#include <memory>
#include <string>
#include <utility>
#include <vector>

class Buffer { // its author decides what a move leaves
public:
  Buffer();
  Buffer(Buffer &&other) noexcept : bytes_(std::exchange(other.bytes_, {})) {}
  Buffer &operator=(Buffer &&);
  std::size_t size() const { return bytes_.size(); }

private:
  std::vector<char> bytes_;
};
struct Record { // nobody does
  std::string name;
  std::vector<int> numbers;
};
struct Wraps { // nor here: the parts are left as they fall
  Buffer buffer;
  std::string name;
};
void take(Buffer);
void take(Record);
void take(Wraps);
void take(std::string);
void take(std::unique_ptr<Record>);
void look(const Record &);
void look(std::size_t);

void ownMove(Buffer b) {
  take(std::move(b));
  look(b.size());
}
void ownMoveInLoop(Buffer b) {
  for (int i = 0; i < 2; ++i)
    take(std::move(b));
}
void ownMoveInField(Wraps w) {
  take(std::move(w.buffer));
  look(w.buffer.size());
}
void ownMoveUnderReference(Buffer b) {
  Buffer &r = b;
  take(std::move(b));
  look(r.size());
}
void impliedMove(Record r) {
  take(std::move(r));
  look(r); // expect-error {{'r' is used after it was moved}} [use-after-move]
}
void impliedMoveAround(Wraps w) {
  take(std::move(w));
  look(w.name.size()); // expect-error {{'w.name' is used after it was moved}} [use-after-move]
}
void libraryType(std::string s) {
  take(std::move(s));
  look(s.size()); // expect-error {{'s' is used after it was moved}} [use-after-move]
}
void smartPointer(std::unique_ptr<Record> p) {
  take(std::move(p));
  look(*p); // expect-error {{'p' is used after it was moved}} [use-after-move]
}
template <class T> void inTemplate(T value) {
  take(std::move(value));
  look(value.size()); // expect-error {{'value' is used after it was moved}} [use-after-move]
}
template void inTemplate<Buffer>(Buffer);
template void inTemplate<std::string>(std::string);
