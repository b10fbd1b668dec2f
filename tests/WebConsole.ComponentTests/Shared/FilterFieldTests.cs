using Bunit;
using Microsoft.AspNetCore.Components;
using WebConsole.Components.Shared;
using WebConsole.ComponentTests.Support;
using Xunit;

namespace WebConsole.ComponentTests.Shared;

public sealed class FilterFieldTests : BunitContext
{
    private readonly List<string> _asked = [];

    [Fact]
    public async Task AddressThatComesLate_TakesNoLetterBack()
    {
        var field = Open("");
        await field.InputAsync("input", "w");
        await field.InputAsync("input", "we");

        ComesBack(field, "w");
        Assert.Equal("we", Typed(field));
        ComesBack(field, "we");
        Assert.Equal("we", Typed(field));
        Assert.Equal(["w", "we"], _asked);
    }

    [Fact]
    public async Task AddressOfALink_IsShown()
    {
        var field = Open("db");
        await field.InputAsync("input", "web");
        ComesBack(field, "web");

        ComesBack(field, null);
        Assert.Equal("", Typed(field));
        ComesBack(field, "state:paused");
        Assert.Equal("state:paused", Typed(field));
    }

    [Fact]
    public async Task LongText_IsCutBetweenCharacters()
    {
        var field = Open("");
        await field.InputAsync("input", new string('a', FilterField.Longest - 1) + "💻");

        Assert.Equal([new string('a', FilterField.Longest - 1)], _asked);
    }

    private static string? Typed(IRenderedComponent<FilterField> field) => field.Find("input").GetAttribute("value");

    private static void ComesBack(IRenderedComponent<FilterField> field, string? value) =>
        field.Render(parameters => parameters.Add(component => component.Value, value));

    private IRenderedComponent<FilterField> Open(string value) => Render<FilterField>(parameters => parameters
        .Add(component => component.Label, "Filter").Add(component => component.Placeholder, "words").Add(component => component.Value, value)
        .Add(component => component.ValueChanged, EventCallback.Factory.Create<string>(this, _asked.Add)));
}
