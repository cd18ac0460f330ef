#include <conure/conure.h>
namespace vendor {
class Id {
public:
  Id();
  Id(const Id &);
  ~Id();

private:
  int *shared_;
};
} // namespace vendor
struct CONURE_PROCESS Takes {
  CONURE_ASYNC void take(vendor::Id id) { (void)id; }
};
