namespace Personalization.LocalHost.Hosting;

/// <summary>Awaits what a method returned and takes the value out of it.</summary>
internal abstract class ReturnReader
{
    public abstract ValueTask<object?> ReadAsync(object? returned);

    public static ReturnReader For(Type type)
    {
        if (type == typeof(Task)) return new OfTask();
        if (type == typeof(ValueTask)) return new OfValueTask();
        if (!type.IsGenericType) return new OfValue();
        Type open = type.GetGenericTypeDefinition();
        Type? reader = open == typeof(Task<>) ? typeof(OfTask<>) : open == typeof(ValueTask<>) ? typeof(OfValueTask<>) : null;
        return reader is null ? new OfValue() : (ReturnReader)Activator.CreateInstance(reader.MakeGenericType(type.GetGenericArguments()))!;
    }

    /// <summary>The type of the value that a method of this return type yields; null for none.</summary>
    public static Type? ValueType(Type type)
    {
        if (type == typeof(void) || type == typeof(Task) || type == typeof(ValueTask)) return null;
        bool wrapped = type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(Task<>) || type.GetGenericTypeDefinition() == typeof(ValueTask<>));
        return wrapped ? type.GetGenericArguments()[0] : type;
    }

    private sealed class OfValue : ReturnReader
    {
        public override ValueTask<object?> ReadAsync(object? returned) => new(returned);
    }

    private sealed class OfTask : ReturnReader
    {
        public override async ValueTask<object?> ReadAsync(object? returned)
        {
            await (Task)returned!;
            return null;
        }
    }

    private sealed class OfValueTask : ReturnReader
    {
        public override async ValueTask<object?> ReadAsync(object? returned)
        {
            await (ValueTask)returned!;
            return null;
        }
    }

    private sealed class OfTask<T> : ReturnReader
    {
        public override ValueTask<object?> ReadAsync(object? returned)
        {
            Task<T> task = (Task<T>)returned!;
            return task.IsCompletedSuccessfully ? new(task.Result) : AwaitAsync(task);
        }

        private static async ValueTask<object?> AwaitAsync(Task<T> task) => await task;
    }

    private sealed class OfValueTask<T> : ReturnReader
    {
        public override async ValueTask<object?> ReadAsync(object? returned) => await (ValueTask<T>)returned!;
    }
}
