using Bunit;
using Microsoft.AspNetCore.Components;
using WebConsole.Components.Shared.Forms;
using WebConsole.ComponentTests.Support;

namespace WebConsole.ComponentTests.Forms;

/// <summary>Fields alone, as a form would hold them.</summary>
public abstract class FormContext : PageContext
{
    protected FormState State { get; } = new();

    protected IRenderedComponent<T> Show<T>(Action<ComponentParameterCollectionBuilder<T>> fill) where T : IComponent => Render<T>(parameters =>
    {
        parameters.AddCascadingValue(State);
        fill(parameters);
    });
}
