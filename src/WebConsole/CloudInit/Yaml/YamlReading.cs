using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace WebConsole.CloudInit.Yaml;

/// <summary>
/// Reads a YAML text as cloud-init's PyYAML does, by events only: no object is made of it and no alias expanded, so it takes no more
/// memory than the text is long.
/// </summary>
internal sealed class YamlReading
{
    // The parser's time grows with the square of the depth of brackets.
    private const int Deepest = 64;

    private const int MostProblems = 20;

    // All that PyYAML's safe loader and cloud-init make values of.
    private static readonly string[] Tags = ["str", "int", "float", "bool", "null", "seq", "map", "binary", "timestamp", "set", "omap", "pairs", "merge", "python/unicode"];

    private readonly Stack<Level> _levels = new();
    private readonly HashSet<string> _anchors = [];
    private readonly List<YamlProblem> _problems = [];
    private readonly List<YamlEntry> _entries = [];
    private Mark _at = new(0, 1, 1);
    private int _documents;

    private YamlReading()
    {
    }

    public IReadOnlyList<YamlProblem> Problems => _problems;

    /// <summary>The keys of the document and of the mappings in it, in their order; up to the first error of syntax.</summary>
    public IReadOnlyList<YamlEntry> Entries => _entries;

    /// <summary>The node that holds all others; <c>null</c> where the text has only comments.</summary>
    public NodeEvent? Root { get; private set; }

    public static YamlReading Of(string text)
    {
        var reading = new YamlReading();
        if (YamlCharacters.Mistake(text) is { } mistake)
            reading._problems.Add(mistake);
        else
            reading.Read(new Scanner(new StringReader(text)));
        return reading;
    }

    private void Read(Scanner scanner)
    {
        var parser = new Parser(scanner);
        try
        {
            while (_problems.Count < MostProblems && _levels.Count <= Deepest && _documents < 2 && parser.MoveNext())
                Take(parser.Current!);
            if (_levels.Count > Deepest)
                Refuse(_at, $"At most {Deepest} levels.");
        }
        catch (YamlException error)
        {
            // Some errors have no place, which is the beginning of the text.
            Refuse(error.Start.Index < _at.Index ? scanner.CurrentPosition : error.Start, error.Message);
        }
        // The parser fails so after an error inside brackets.
        catch (InvalidOperationException)
        {
            Refuse(scanner.CurrentPosition, "Before this, a bracket is not closed.");
        }
    }

    private void Take(ParsingEvent found)
    {
        _at = found.Start;
        if ((found is NodeEvent or AnchorAlias) && _levels.TryPeek(out var level) && level.IsMapping)
            TakeInMapping(level, found);
        if (found is DocumentStart && ++_documents > 1)
            Refuse(found.Start, "Only one document: cloud-init reads no text with a second one.");
        else if (found is SequenceEnd or MappingEnd)
            _levels.Pop();
        else if (found is AnchorAlias alias && !_anchors.Contains(alias.Value.Value))
            Refuse(found.Start, $"There is no anchor &{alias.Value.Value} before it.");
        else if (found is NodeEvent node)
            Take(node);
    }

    private void Take(NodeEvent node)
    {
        Root ??= node;
        if (!node.Anchor.IsEmpty)
            _anchors.Add(node.Anchor.Value);
        if (!node.Tag.IsEmpty && !node.Tag.IsNonSpecific && !Tags.Any(tag => node.Tag.Value == "tag:yaml.org,2002:" + tag))
            Refuse(node.Start, $"cloud-init reads no tag {node.Tag.Value}.");
        if (node is SequenceStart or MappingStart)
            _levels.Push(new Level(node is MappingStart));
    }

    private void TakeInMapping(Level level, ParsingEvent node)
    {
        level.IsAtKey = !level.IsAtKey;
        if (!level.IsAtKey)
        {
            if (level.Key is { } key)
                _entries.Add(new YamlEntry(_levels.Count, key, node));
            return;
        }
        level.Key = node as Scalar;
        if (node is SequenceStart or MappingStart)
            Refuse(node.Start, "A key is one word or text.");
        else if (level.Key is { } name && !level.Keys.Add(name.Value))
            _problems.Add(At(node.Start, $"{Text.CutText.To(name.Value, 40)} is there twice: the last one counts.", isWarning: true));
    }

    private void Refuse(Mark at, string text) => _problems.Add(At(at, text));

    private static YamlProblem At(Mark at, string text, bool isWarning = false) => new((int)at.Line, (int)at.Column, text, isWarning);

    /// <summary>A mapping or sequence that has begun.</summary>
    private sealed class Level(bool isMapping)
    {
        public bool IsMapping => isMapping;

        /// <summary>Whether the last node was a key.</summary>
        public bool IsAtKey { get; set; }

        public Scalar? Key { get; set; }

        public HashSet<string> Keys { get; } = [];
    }
}
