using Bunit;
using WebConsole.Components.Shared.Forms;
using Xunit;

namespace WebConsole.ComponentTests.Forms;

/// <summary>A secret goes in and never comes out.</summary>
public sealed class SecretFieldTests : FormContext
{
    private SecretChange? _secret;

    [Fact]
    [Trait("Attack", "V2")]
    public async Task WhatIsTyped_IsNeverInTheMarkup()
    {
        var field = Show(isSet: false);

        await field.Find("input").InputAsync("hunter2-secret");
        await field.InvokeAsync(State.Check);
        field.Render();

        Assert.Equal("hunter2-secret", _secret!.Reveal());
        Assert.DoesNotContain("hunter2", field.Markup, StringComparison.Ordinal);
        Assert.Null(field.Find("input").GetAttribute("value"));
        Assert.Equal("••••", $"{_secret}");
        Assert.Empty(field.FindAll("[data-testid=field-change]"));
    }

    [Fact]
    public async Task SetOne_IsReplacedClearedOrKept()
    {
        var field = Show(isSet: true);
        Assert.Empty(field.FindAll("input"));
        Assert.Equal("set", field.Find("[data-testid=secret-state]").GetAttribute("data-state"));

        await field.Find("[data-testid=secret-clear]").ClickAsync(new());
        Assert.True(_secret!.IsClear);
        Assert.Equal(1, State.Changes);

        await field.Find("[data-testid=secret-replace]").ClickAsync(new());
        await field.Find("input").InputAsync("new");
        Assert.Equal("new", _secret.Reveal());

        await field.Find("[data-testid=secret-keep]").ClickAsync(new());
        Assert.True(_secret.IsKept);
        Assert.Equal(0, State.Changes);
        Assert.Empty(field.FindAll("input"));
    }

    private IRenderedComponent<SecretField> Show(bool isSet) => Show<SecretField>(p => p
        .Add(f => f.Name, "password").Add(f => f.Label, "Password").Add(f => f.IsSet, isSet).Add(f => f.Optional, true).Bind(f => f.Value, _secret, value => _secret = value));
}
