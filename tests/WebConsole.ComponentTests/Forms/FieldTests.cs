using AngleSharp.Dom;
using Bunit;
using WebConsole.Components.Shared.Forms;
using Xunit;

namespace WebConsole.ComponentTests.Forms;

/// <summary>What all fields have in common, and what each kind adds.</summary>
public sealed class FieldTests : FormContext
{
    private string? _name = "web-01";
    private int? _count = 2;
    private long? _size = 4L << 30;

    [Fact]
    public void Label_NamesTheInput_AndHelpDescribesIt()
    {
        var field = Name(help: "Letters and digits.");
        var input = field.Find("input");

        Assert.Equal(input.Id, field.Find("label").GetAttribute("for"));
        Assert.Equal("Letters and digits.", field.Find("#" + input.GetAttribute("aria-describedby")).TextContent.Trim());
        Assert.Equal("false", input.GetAttribute("aria-invalid"));
        Assert.NotNull(field.Find("[data-testid=field-name]"));
    }

    [Theory]
    [InlineData(true, null)]
    [InlineData(false, "true")]
    public void Input_SaysThatItIsNeeded_AndNothingWhereItIsNot(bool optional, string? required)
    {
        IElement[] inputs =
        [
            Render<TextField>(field => field.Add(one => one.Name, "a").Add(one => one.Label, "A").Add(one => one.Optional, optional)).Find("input"),
            Render<TextAreaField>(field => field.Add(one => one.Name, "b").Add(one => one.Label, "B").Add(one => one.Optional, optional)).Find("textarea"),
            Render<SizeField>(field => field.Add(one => one.Name, "c").Add(one => one.Label, "C").Add(one => one.Optional, optional)).Find("input"),
            Render<NumberField<int>>(field => field.Add(one => one.Name, "d").Add(one => one.Label, "D").Add(one => one.Optional, optional)).Find("input"),
            Render<TagsField>(field => field.Add(one => one.Name, "e").Add(one => one.Label, "E").Add(one => one.Optional, optional)).Find("input"),
        ];

        Assert.All(inputs, input => Assert.Equal(required, input.GetAttribute("aria-required")));
    }

    [Fact]
    public async Task Error_TakesTheHelpsPlaceOnBlur_AndGoesWithTheKeyThatMendsIt()
    {
        var field = Name(help: "Letters and digits.", validate: name => name.Length > 6 ? "At most 6 letters." : null);
        await field.Find("input").InputAsync("web-01-x");
        Assert.Empty(field.FindAll("[data-testid=field-error]"));

        await field.Find("input").BlurAsync(new());

        Assert.Equal("At most 6 letters.", field.Find("[data-testid=field-error]").TextContent.Trim());
        Assert.Equal("true", field.Find("input").GetAttribute("aria-invalid"));
        Assert.Contains("At most 6", field.Find("#" + field.Find("input").GetAttribute("aria-describedby")!.Split(' ')[^1]).TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Letters and digits", field.Markup, StringComparison.Ordinal);
        await field.Find("input").InputAsync("web-02");
        Assert.Empty(field.FindAll("[data-testid=field-error]"));
    }

    [Fact]
    public async Task Change_IsMarkedCountedShownAndReverted()
    {
        var field = Name();
        Assert.Empty(field.FindAll("[data-changed]"));

        await field.Find("input").InputAsync("web-02");

        Assert.Equal(1, State.Changes);
        Assert.NotNull(field.Find("[data-changed]"));
        Assert.Equal("web-01 → web-02", Flat(field.Find("[data-testid=field-change]")));
        await field.Find("[data-testid=revert]").ClickAsync(new());
        Assert.Equal((0, "web-01"), (State.Changes, _name));
        Assert.Empty(field.FindAll("[data-testid=revert]"));
    }

    [Fact]
    public async Task ErrorBeforeTheFieldIsLeft_ComesOnlyWhereItChecksEarly_AndAfterAPause()
    {
        var field = Name(validate: _ => "It is taken.", early: true);
        await field.Find("input").InputAsync("web-02");
        Clock.Advance(TimeSpan.FromMilliseconds(299));
        Assert.Empty(field.FindAll("[data-testid=field-error]"));
        await field.Find("input").InputAsync("web-03");
        Clock.Advance(TimeSpan.FromMilliseconds(299));
        Assert.Empty(field.FindAll("[data-testid=field-error]"));

        Clock.Advance(TimeSpan.FromMilliseconds(1));

        field.WaitForAssertion(() => Assert.Equal("It is taken.", field.Find("[data-testid=field-error]").TextContent.Trim()));
    }

    [Fact]
    public void ValueThatThePageSets_IsCounted()
    {
        var field = Name();
        var told = 0;
        State.Changed += () => told++;

        field.Render(p => p.Add(f => f.Value, "web-02"));
        Assert.Equal((1, 1), (State.Changes, told));
        field.Render(p => p.Add(f => f.Value, "web-01"));
        Assert.Equal((0, 2), (State.Changes, told));
    }

    /// <summary>The page may know a value by now that somebody had left out.</summary>
    [Fact]
    public async Task ErrorOfAValue_GoesWhenThePageSetsAnother()
    {
        var field = Name(validate: name => name.Length > 6 ? "At most 6 letters." : null);
        await field.Find("input").InputAsync("web-01-x");
        await field.InvokeAsync(State.Check);
        Assert.NotEmpty(field.FindAll("[data-testid=field-error]"));

        field.Render(p => p.Add(f => f.Value, "web-02"));

        Assert.Empty(field.FindAll("[data-testid=field-error]"));
    }

    [Fact]
    public async Task SizeOfAnotherUnit_BeginsWithIt()
    {
        long? rate = null;
        var field = Show<SizeField>(p => p.Add(f => f.Name, "rate").Add(f => f.Label, "Limit").Add(f => f.Unit, "MiB").Bind(f => f.Value, rate, value => rate = value));

        await field.Find("input").InputAsync("20");

        Assert.Equal(20L << 20, rate);
    }

    [Fact]
    public async Task SizeThatThePageSets_HasItsOwnUnit()
    {
        var field = Show<SizeField>(p => p.Add(f => f.Name, "memory").Add(f => f.Label, "Memory").Bind(f => f.Value, _size, value => _size = value));
        await field.Find("input").InputAsync("32 MiB");

        field.Render(p => p.Add(f => f.Value, 8L << 30));

        Assert.Equal(("8", "3"), (field.Find("input").GetAttribute("value"), field.Find("[data-testid=unit]").GetAttribute("value")));
    }

    [Fact]
    public async Task ChangeAfterARestart_SaysWhatIsNow()
    {
        var field = Show<SizeField>(p => p.Add(f => f.Name, "memory").Add(f => f.Label, "Memory").Bind(f => f.Value, _size, value => _size = value).Add(f => f.Applies, Applies.AfterRestart));

        await field.Find("input").InputAsync("8G");

        Assert.Equal(8L << 30, _size);
        Assert.Equal("now 4 GiB → after restart 8 GiB", Flat(field.Find("[data-testid=field-change]")));
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("65")]
    [InlineData("-1")]
    [InlineData("1e3")]
    [InlineData("99999999999999999999")]
    [InlineData("2;reboot")]
    public async Task NumberOutsideOfItsBounds_SaysWhatIsAccepted(string typed)
    {
        var field = Show<NumberField<int>>(p => p.Add(f => f.Name, "vcpus").Add(f => f.Label, "Processors").Bind(f => f.Value, _count, value => _count = value).Add(f => f.Min, 1).Add(f => f.Max, 64));

        await field.Find("input").InputAsync(typed);
        await field.Find("input").BlurAsync(new());

        Assert.Equal("A number from 1 to 64.", field.Find("[data-testid=field-error]").TextContent.Trim());
        Assert.False(await field.InvokeAsync(State.Check));
        Assert.Equal(typed, field.Find("input").GetAttribute("value"));
    }

    [Fact]
    public async Task UnitOfASize_GivesTheNumberAnotherMeaning()
    {
        var field = Show<SizeField>(p => p.Add(f => f.Name, "memory").Add(f => f.Label, "Memory").Bind(f => f.Value, _size, value => _size = value));

        await field.Find("[data-testid=unit]").ChangeAsync("2");

        Assert.Equal(4L << 20, _size);
    }

    [Fact]
    public async Task MissingValue_IsNeededUnlessOptional()
    {
        _name = null;
        var needed = Name();
        Assert.False(await needed.InvokeAsync(State.Check));
        Assert.Equal("Name is needed.", needed.Find("[data-testid=field-error]").TextContent.Trim());
    }

    [Fact]
    public async Task WhatTheServerSays_StandsAtItsFieldUntilTheValueChanges()
    {
        var field = Name();

        await field.InvokeAsync(() => State.Say([new("name", ["It is taken."]), new("other", ["It is wrong."])]));

        Assert.Equal("It is taken.", field.Find("[data-testid=field-error]").TextContent.Trim());
        Assert.Equal(["It is wrong."], State.Elsewhere);
        await field.Find("input").InputAsync("web-02");
        Assert.Empty(field.FindAll("[data-testid=field-error]"));
    }

    [Fact]
    [Trait("Attack", "X1")]
    public void HostileText_StaysText()
    {
        _name = "\"><script>alert(1)</script>\u202E";
        var field = Name(help: "<img src=x onerror=alert(1)>");

        Assert.Empty(field.FindAll("script, img"));
        Assert.Equal(_name, field.Find("input").GetAttribute("value"));
    }

    internal static string Flat(IElement element) => string.Join(' ', element.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private IRenderedComponent<TextField> Name(string? help = null, Func<string, string?>? validate = null, bool early = false) => Show<TextField>(p => p
        .Add(f => f.Name, "name").Add(f => f.Label, "Name").Add(f => f.Help, help).Add(f => f.Validate, validate).Add(f => f.ChecksEarly, early).Bind(f => f.Value, _name, value => _name = value));
}
