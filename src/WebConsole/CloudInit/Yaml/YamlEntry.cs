using YamlDotNet.Core.Events;

namespace WebConsole.CloudInit.Yaml;

/// <summary>A key of a mapping.</summary>
/// <param name="Depth">How many mappings and sequences it is in: one for a key of the whole document.</param>
/// <param name="Key">The key, with its place.</param>
/// <param name="Value">The value, or where it begins.</param>
internal sealed record YamlEntry(int Depth, Scalar Key, ParsingEvent Value);
