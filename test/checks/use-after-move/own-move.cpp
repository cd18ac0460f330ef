// The same class in a unit that uses Conure: what it left behind may belong to another process.
#include <conure/conure.h>
#include <utility>
#include <vector>

class Buffer {
public:
  Buffer();
  Buffer(Buffer &&other) noexcept : bytes_(std::exchange(other.bytes_, {})) {}
  Buffer &operator=(Buffer &&);
  std::size_t size() const { return bytes_.size(); }

private:
  std::vector<char> bytes_;
};
void take(Buffer);
void look(std::size_t);

void ownMove(Buffer b) {
  take(std::move(b));
  look(b.size()); // expect-error {{'b' is used after it was moved}} [use-after-move]
}
void ownMoveInLoop(Buffer b) {
  for (int i = 0; i < 2; ++i)
    take(std::move(b)); // expect-error {{'b' is moved again in the next iteration of the loop}} [use-after-move]
}
