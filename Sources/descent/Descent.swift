@main
struct Descent { static func main() { print("descent") } }
