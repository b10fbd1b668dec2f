using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;

namespace WebConsole.EndToEnd.Support;

/// <summary>Replaces one of the product's components, and throws when its button is clicked, or from the start.</summary>
public sealed class FailingPart : ComponentBase
{
    private readonly FailingProduct _product;
    private bool _clicked;

    internal FailingPart(FailingProduct product) => _product = product;

    [JSInvokable]
    public static Task FailForScript() => throw new InvalidOperationException("failed on purpose: for a script");

    /// <summary>The parameters of the replaced component.</summary>
    public override Task SetParametersAsync(ParameterView parameters) => base.SetParametersAsync(ParameterView.Empty);

    protected override void OnInitialized() => ThrowIf(Failure.Beginning);

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        if (_clicked)
            ThrowIf(Failure.Rendering);
        builder.OpenElement(0, "button");
        builder.AddAttribute(1, "data-testid", "fail");
        builder.AddAttribute(2, "onclick", EventCallback.Factory.Create<MouseEventArgs>(this, Fail));
        builder.AddContent(3, "Fail");
        builder.CloseElement();
        for (var i = 0; i < 2; i++)
        {
            builder.OpenElement(4, "i");
            builder.SetKey(_clicked && _product.Failure == Failure.Differ ? "the same" : $"{i}");
            builder.CloseElement();
        }
    }

    private void Fail()
    {
        _clicked = true;
        ThrowIf(Failure.Event);
        if (_product.Failure == Failure.Background)
            _ = Task.Run(() => DispatchExceptionAsync(new InvalidOperationException("failed on purpose: Background")));
    }

    private void ThrowIf(Failure failure)
    {
        if (_product.Failure == failure)
            throw new InvalidOperationException($"failed on purpose: {failure}");
    }
}
