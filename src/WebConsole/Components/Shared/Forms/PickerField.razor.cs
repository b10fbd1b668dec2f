using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;

namespace WebConsole.Components.Shared.Forms;

public sealed partial class PickerField<TValue>
{
    /// <summary>The number of entries from which a search box is shown.</summary>
    internal const int SearchFrom = 8;

    /// <summary>The most entries that are rendered at once.</summary>
    internal const int MostShown = 50;

    private List<PickerEntry<TValue>> _shown = [];
    private string _search = "";
    private int _found;
    private int _active;
    private bool _opened;

    [Inject]
    private IJSRuntime Script { get; set; } = null!;

    [Parameter, EditorRequired]
    public required IReadOnlyList<PickerEntry<TValue>> Entries { get; set; }

    /// <summary>The text of the last entry, "New volume…", if a new object can be created here.</summary>
    [Parameter]
    public string? NewWord { get; set; }

    [Parameter]
    public EventCallback New { get; set; }

    private string ListId => Id + "-list";

    private string BoxId => Id + "-box";

    private PickerEntry<TValue>? Chosen => Entries.FirstOrDefault(Same);

    private string? Active => _active < _shown.Count ? IdOf(_active) : null;

    private int FirstPossible => Math.Max(0, _shown.FindIndex(entry => entry.Why is null));

    protected override void OnParametersSet()
    {
        if (_opened)
            Find();
        base.OnParametersSet();
    }

    protected override string? Show(TValue? value) => Entries.FirstOrDefault(entry => AreSame(entry.Value, value))?.Text ?? Words["nothing"].Value;

    protected override string SaidMissing => Words["Choose one."];

    private static string Is(bool so) => so ? "true" : "false";

    private string IdOf(int index) => $"{Id}-{index}";

    private bool Same(PickerEntry<TValue> entry) => AreSame(entry.Value, Value);

    private void Open()
    {
        (_opened, _search) = (true, "");
        Find();
        _active = _shown.FindIndex(Same) is >= 0 and var chosen ? chosen : FirstPossible;
    }

    private void Search(string? text)
    {
        _search = text ?? "";
        Find();
        _active = FirstPossible;
    }

    private void Find()
    {
        var words = _search.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var matches = Entries.Where(entry => words.All(word => Has(entry.Text, word) || Has(entry.Names, word) || Has(entry.Second, word))).OrderByDescending(entry => PickerMatch.Of(entry.Text, entry.Names, _search)).ToList();
        _found = matches.Count;
        // The chosen entry comes first, because it would be hard to find among thousands.
        _shown = _found <= MostShown ? matches : [.. matches.Where(Same).Take(1).Concat(matches.Where(entry => !Same(entry))).Take(MostShown)];
        _active = Math.Clamp(_active, 0, Math.Max(0, _shown.Count - 1));
    }

    private static bool Has(string? text, string word) => text?.Contains(word, StringComparison.OrdinalIgnoreCase) == true;

    private async Task KeyAsync(KeyboardEventArgs key)
    {
        switch (key.Key)
        {
            case "ArrowDown" or "ArrowUp" or "Home" or "End" when _shown.Count > 0:
                _active = key.Key switch { "ArrowDown" => _active + 1, "ArrowUp" => _active - 1 + _shown.Count, "Home" => 0, _ => _shown.Count - 1 } % _shown.Count;
                await Script.CallFormsAsync("reveal", IdOf(_active));
                break;
            case "Enter" when _active < _shown.Count:
                await ChooseAsync(_shown[_active]);
                break;
        }
    }

    private async Task ChooseAsync(PickerEntry<TValue> entry)
    {
        if (entry.Why is not null || Disabled)
            return;
        await SetAsync(entry.Value);
        Check();
        await Script.CallFormsAsync("closePicker", ListId);
    }
}
