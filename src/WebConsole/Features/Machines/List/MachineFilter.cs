using System.Collections.Immutable;
using System.Text.RegularExpressions;
using WebConsole.Components.Shared;
using WebConsole.Features.Machines.Hardware;
using WebConsole.Features.Machines.Parts;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Machines.List;

/// <summary>
/// The filter of the table: words that must all occur in a machine's name, title, tags, addresses, UUID, host or the reason
/// of its state; <c>state:</c>, <c>reason:</c>, <c>host:</c>, <c>os:</c>, <c>autostart:</c> or <c>pending:</c> (<c>yes</c> where changes wait for a restart) with the beginning of a token, of which one of each key must
/// match; and <c>tag:</c> with the beginning of a tag, of which all must match, in quotes where it has blanks. Only the beginning of a long text is used.
/// </summary>
public sealed partial record MachineFilter
{
    /// <summary>The most words that are used: each is searched in each machine, at each typed letter.</summary>
    public const int MostWords = 10;

    private const string StateKey = "state:";
    private const string ReasonKey = "reason:";
    private const string TagKey = "tag:";
    private const string HostKey = "host:";
    private const string SystemKey = "os:";
    private const string AutostartKey = "autostart:";
    private const string PendingKey = "pending:";

    private static readonly string[] Keys = [StateKey, ReasonKey, TagKey, HostKey, SystemKey, AutostartKey, PendingKey];

    private readonly ImmutableArray<string> _tokens;

    public MachineFilter(string text)
    {
        Text = text.Length > FilterField.Longest ? text[..FilterField.Longest] : text;
        string[] words = [.. Token().Matches(Text).Take(MostWords + 1).Select(match => match.Value)];
        IsCut = text.Length > FilterField.Longest || words.Length > MostWords;
        _tokens = [.. words.Take(MostWords)];
    }

    /// <summary>The used part of the text.</summary>
    public string Text { get; }

    /// <summary>Whether the text is longer than the used part.</summary>
    public bool IsCut { get; }

    /// <summary>What looks like a key that there is not, as <c>name:</c>: the word is looked for as it stands.</summary>
    public string? UnknownKey => Words.Select(word => Key().Match(word)).FirstOrDefault(match => match.Success)?.Groups[1].Value;

    public bool IsEmpty => _tokens.IsEmpty;

    /// <summary>The text that finds the machines with a tag.</summary>
    public static string OfTag(string tag) => TagKey + (tag.Any(char.IsWhiteSpace) ? $"\"{tag}\"" : tag);

    /// <param name="machine">The machine.</param>
    /// <param name="waiting">How many of its changes wait for its next start, as the user may see; asked last, for it compares two definitions.</param>
    public bool Matches(Machine machine, Func<Machine, int> waiting) =>
        Words.All(word => Holds(machine, word)) && FitsOne(StateKey, () => machine.State.ToToken()) && FitsOne(ReasonKey, () => machine.Reason.ToToken())
        && FitsOne(HostKey, () => machine.Id.Host) && FitsOne(SystemKey, () => SystemWords.Token(machine.OperatingSystemId)) && FitsOne(AutostartKey, () => AutostartChanges.ByWhom(machine))
        && Values(TagKey).All(value => value.Trim('"') is var wanted && machine.Tags.Any(tag => tag.StartsWith(wanted, StringComparison.OrdinalIgnoreCase)))
        && FitsOne(PendingKey, () => waiting(machine) > 0 ? "yes" : "no");

    /// <summary>Whether the filter contains this state, as its chip sets it.</summary>
    public bool Names(MachineState state) => Values(StateKey).Contains(state.ToToken(), StringComparer.OrdinalIgnoreCase);

    /// <summary>The filter with the state's token added or removed.</summary>
    public MachineFilter Toggle(MachineState state)
    {
        var token = StateKey + state.ToToken();
        var others = _tokens.Where(other => !other.Equals(token, StringComparison.OrdinalIgnoreCase));
        return new MachineFilter(string.Join(' ', Names(state) ? others : others.Prepend(token)));
    }

    private IEnumerable<string> Words => _tokens.Where(token => !Keys.Any(key => IsOf(key, token)));

    private IEnumerable<string> Values(string key) =>
        _tokens.Where(token => IsOf(key, token)).Select(token => token[key.Length..]);

    // The beginning is enough, so that the table does not become empty while the user types.
    private bool FitsOne(string key, Func<string> read)
    {
        string[] wanted = [.. Values(key)];
        return wanted.Length == 0 || (read() is var token && wanted.Any(value => token.StartsWith(value, StringComparison.OrdinalIgnoreCase)));
    }

    [GeneratedRegex("tag:\"[^\"]*\"?|\\S+", RegexOptions.IgnoreCase)]
    private static partial Regex Token();

    // Neither an IPv6 address nor a MAC address, whose groups are of hexadecimal digits.
    [GeneratedRegex(@"^(?=[a-z]*[g-z])([a-z]{2,20}):", RegexOptions.IgnoreCase)]
    private static partial Regex Key();

    private static bool IsOf(string key, string token) => token.StartsWith(key, StringComparison.OrdinalIgnoreCase);

    private static bool Holds(Machine machine, string word) =>
        Has(machine.Name, word) || Has(machine.Title, word) || Has(machine.Id.Host, word)
        || machine.Addresses.Concat(machine.EarlierAddresses).Any(address => Has(address, word)) || Has(machine.Id.Uuid.ToString("D"), word)
        || Has(machine.Why(), word) || machine.Tags.Any(tag => Has(tag, word));

    private static bool Has(string? text, string word) => text?.Contains(word, StringComparison.OrdinalIgnoreCase) == true;
}
