using WebConsole.Operations;
using Xunit;

namespace WebConsole.Tests.Operations;

public sealed class CreationTests
{
    private int _undone;

    /// <summary>As where the image of a seed could not be written, so that no volume was made: nothing is "perhaps" left.</summary>
    [Fact]
    public async Task WhatHasNotBegun_LeavesNothing_AndBeginsNoMore()
    {
        var made = new Creation();

        await made.UndoAsync(Undo);

        Assert.Equal(0, _undone);
        Assert.Throws<OperationCanceledException>(() => made.Make(() => Assert.Fail("It was taken back.")));
    }

    [Fact]
    public async Task WhatWasMade_IsTakenBack()
    {
        var made = new Creation();
        made.Make(() => { });

        await made.UndoAsync(Undo);

        Assert.Equal(1, _undone);
    }

    [Fact]
    public async Task WhatWasRefused_IsNotOurs()
    {
        var made = new Creation();
        Assert.Throws<OperationFailedException>(() => made.Make(() => throw new OperationFailedException("Taken.", "")));

        await made.UndoAsync(Undo);

        Assert.Equal(0, _undone);
    }

    /// <summary>Not as a connection that broke, which an undo would wait for.</summary>
    [Fact]
    public async Task WhatDidNotComeBack_IsLeft()
    {
        var made = new Creation();
        Assert.Throws<TimeoutException>(() => made.Make(() => throw new TimeoutException()));

        await Assert.ThrowsAsync<OperationFailedException>(() => made.UndoAsync(Undo));
        Assert.Equal(0, _undone);
    }

    private Task Undo()
    {
        _undone++;
        return Task.CompletedTask;
    }
}
